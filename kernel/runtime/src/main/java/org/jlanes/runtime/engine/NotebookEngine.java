package org.jlanes.runtime.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/// What a magic may do to the notebook. Called on the thread that runs the cell, never from inside
/// user code that the engine is running.
public interface NotebookEngine extends EngineView {
  /// Compiles and runs Java source as if it stood in the running cell. Positions in errors and
  /// stack traces are mapped through the source to the cell the user wrote.
  ///
  /// @return the value of the last expression
  /// @throws CellFailure if it does not compile, throws, or is cancelled
  Result evaluate(MappedSource source) throws CellFailure;

  /// The static type of an expression as Java source, or `void`; the expression is not run.
  ///
  /// @throws CellFailure if it does not compile
  String typeOf(MappedSource expression) throws CellFailure;

  /// Declares a notebook variable, replacing one of the same name. The type is made denotable.
  ///
  /// @throws CellFailure if the type or the name is not legal
  void declare(String name, String type, Object value) throws CellFailure;

  /// Adds jars or class folders to the notebook's class path; variables keep their values.
  ///
  /// @throws CellFailure if one of them cannot be read; none is added then
  void addToClassPath(List<Path> entries) throws CellFailure;

  /// Whether types that a cell uses and that are not imported are imported, where it is plain which
  /// are meant. Any thread.
  default boolean importsMissingTypes() {
    return false;
  }

  /// Has such types imported from now on, or no longer. Any thread.
  default void importMissingTypes(boolean on) {
    throw new UnsupportedOperationException("this notebook imports nothing by itself");
  }

  /// The options of the compiler that cells are compiled with and that can be changed.
  default List<String> compilerOptions() {
    return List.of();
  }

  /// Compiles what comes with other options of the compiler: from the next part of the cell on, in
  /// all cells.
  ///
  /// @param options instead of [#compilerOptions]
  /// @throws CellFailure if the compiler refuses them, or code that is compiled with them could not
  ///   run in this JVM; nothing is changed then
  default void compileWith(List<String> options) throws CellFailure {
    throw new UnsupportedOperationException("this engine does not compile");
  }

  /// Splits raw Java with the compiler's own parser into the parts a lane body or cell consists of.
  ///
  /// @throws CellFailure with the syntax error at its place in the cell
  List<BodyPart> parse(MappedSource body) throws CellFailure;

  /// Lets imports hold for some code only: what they bring in is to be written out there, so that
  /// the code means the same without them, also whenever it is compiled again. The notebook's
  /// imports and classes of the same names stay what they are.
  ///
  /// @param imports import declarations
  /// @param types class declarations for which they hold
  /// @param expression an expression for which they hold, and which may use the classes
  /// @return makes the changes in any source that has these places of the cell
  /// @throws CellFailure if one of the imports does not compile, or makes a name ambiguous
  default UnaryOperator<MappedSource> writingOut(
      MappedSource imports, MappedSource types, MappedSource expression) throws CellFailure {
    evaluate(imports);
    return UnaryOperator.identity();
  }

  /// What to show for something that user code threw on another thread or in another process: the
  /// user's exception class, its message, the lines of the cell.
  default CellFailure failure(Throwable thrown) {
    return new CellFailure(
        thrown.getClass().getName(),
        String.valueOf(thrown.getMessage()),
        List.of(thrown.toString()),
        thrown);
  }

  /// The value and static type of an evaluation.
  ///
  /// @param type declared type as Java source, `void` where there is no value
  /// @param value the object itself
  record Result(String type, Object value) {
    /// Whether there is a value to show or assign.
    public boolean hasValue() {
      return !type.equals("void");
    }
  }

  /// One top-level part of a body.
  ///
  /// @param kind what it is
  /// @param start offset of its first character in the parsed text, UTF-16 units
  /// @param end offset behind its last character (a `;` that belongs to it included)
  /// @param name the declared name for types and methods, else empty
  /// @param terminated whether the part ended in `;` or a brace; false only for the last one
  /// @param returnsValue whether it has a `return` with a value that leaves the body, rather than a
  ///   lambda or a class inside it
  /// @param calls offsets at which this part's code calls an unqualified method, with the name
  ///   called
  /// @param declares whether it declares something that later parts can refer to
  record BodyPart(
      Kind kind,
      int start,
      int end,
      String name,
      boolean terminated,
      boolean returnsValue,
      List<Call> calls,
      boolean declares) {}

  /// An unqualified method call inside a body that is not resolved by an enclosing class of the
  /// body.
  ///
  /// @param offset offset of the name in the parsed text
  /// @param name the method's name
  record Call(int offset, String name) {}

  /// The kinds of parts.
  enum Kind {
    /// An import declaration.
    IMPORT,
    /// A class, record, enum, interface or annotation declaration.
    TYPE,
    /// A method declaration.
    METHOD,
    /// A local variable declaration or a statement.
    STATEMENT,
    /// An expression without a closing `;`, the last part of the body.
    EXPRESSION
  }
}
