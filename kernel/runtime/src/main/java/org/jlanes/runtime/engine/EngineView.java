package org.jlanes.runtime.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A read-only view of a notebook's code and variables: what the closure walk and error reports
/// need. All methods may be called by any thread, also while a cell runs. Found with
/// `scope.service(EngineView.class)`.
public interface EngineView {
  /// A notebook variable.
  ///
  /// @param name its name in the notebook
  /// @param type its declared type as Java source
  /// @param value its value now
  record Variable(String name, String type, Object value) {}

  /// A line of a cell.
  ///
  /// @param cell the cell's execution count
  /// @param line counted from 1
  /// @param text the line's source text
  record CellLine(int cell, int line, String text) {}

  /// The loader that finds the notebook's classes by name and defines those of the user's jars.
  ///
  /// `Class.forName` with this loader would keep the class it finds for ever; `loadClass` does not.
  ClassLoader loader();

  /// Whether a class is one of the notebook's own, rather than of a jar or the JDK.
  @SuppressWarnings("ReferenceEquality") // loaders are identities
  default boolean defines(Class<?> type) {
    return type.getClassLoader() == loader();
  }

  /// The class file of a notebook class as the compiler made it (before weaving), or empty if the
  /// class is not the notebook's. Nobody may change it: it is one and the same array each time, so
  /// that what was learned of it once can be found again.
  ///
  /// @param binaryName as `Class.getName()` gives it
  Optional<byte[]> classBytes(String binaryName);

  /// Whether the static fields of this notebook class are the notebook's variables (rather than
  /// static fields of a class that the user declared).
  boolean holdsVariables(String binaryName);

  /// The user's jars and class folders, in class-path order; not the JDK and nothing of JLanes.
  List<Path> classPath();

  /// Binary name of the class whose static field is this variable, or empty if there is none.
  ///
  /// @param variable its name in the notebook
  default Optional<String> holder(String variable) {
    return Optional.empty();
  }

  /// The live variables in order of declaration.
  List<Variable> variables();

  /// The cell line of a stack frame, or empty if the frame is not of notebook code.
  Optional<CellLine> locate(StackTraceElement frame);
}
