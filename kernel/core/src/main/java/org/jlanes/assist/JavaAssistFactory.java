package org.jlanes.assist;

import java.util.List;
import java.util.function.Supplier;
import org.jlanes.engine.Assist;
import org.jlanes.engine.jshell.Analysis;
import org.jlanes.engine.jshell.AssistFactory;
import org.jlanes.engine.jshell.NameAdvice;
import org.jlanes.engine.names.ClassIndex;
import org.jlanes.engine.source.JavaSplitter;
import org.jlanes.runtime.magic.Magic;

/// Makes [JavaAssist] and its like.
public final class JavaAssistFactory implements AssistFactory {
  /// For `ServiceLoader`.
  public JavaAssistFactory() {}

  @Override
  public Assist create(
      Analysis analysis, ClassIndex index, JavaSplitter splitter, Supplier<List<Magic>> magics) {
    return new JavaAssist(analysis, index, splitter, magics);
  }

  @Override
  public NameAdvice advice(ClassIndex index) {
    return new CompilerAdvice(index);
  }
}
