package org.jlanes.engine.jshell;

import java.util.List;
import java.util.function.Supplier;
import org.jlanes.engine.Assist;
import org.jlanes.engine.names.ClassIndex;
import org.jlanes.engine.source.JavaSplitter;
import org.jlanes.runtime.magic.Magic;

/// Makes the assistance of an engine on JShell. Found by `ServiceLoader`, so that the engine does
/// not depend on it.
public interface AssistFactory {
  /// An assistance that asks the given engine.
  ///
  /// @param analysis the way to the engine's JShell
  /// @param index the types that could be imported
  /// @param splitter the engine's parser
  /// @param magics the magics there are at the time of a call
  Assist create(
      Analysis analysis, ClassIndex index, JavaSplitter splitter, Supplier<List<Magic>> magics);

  /// Advice on names that the compiler does not know.
  ///
  /// @param index the types that could be imported
  NameAdvice advice(ClassIndex index);
}
