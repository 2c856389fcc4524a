package org.jlanes.assist;

import java.util.List;
import java.util.function.Supplier;
import org.jlanes.engine.Assist;
import org.jlanes.engine.jshell.Analysis;
import org.jlanes.engine.jshell.AssistFactory;
import org.jlanes.engine.source.JavaSplitter;
import org.jlanes.runtime.magic.Magic;

/// Makes [JavaAssist].
public final class JavaAssistFactory implements AssistFactory {
  /// For `ServiceLoader`.
  public JavaAssistFactory() {}

  @Override
  public Assist create(Analysis analysis, JavaSplitter splitter, Supplier<List<Magic>> magics) {
    return new JavaAssist(analysis, splitter, magics);
  }
}
