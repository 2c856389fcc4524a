/// What lanes and magics may ask of the engine that runs cells, whatever engine that is.
///
/// Nothing here names JShell: another engine may come behind these interfaces.
///
/// A magic gets the notebook with its call:
///
/// ```java
/// import org.jlanes.runtime.magic.MagicCall;
///
/// void twice(MagicCall call) throws CellFailure {
///   MappedSource code =
///       MappedSource.builder(call.cell()).cell(call.bodyStart(), call.bodyEnd()).build();
///   NotebookEngine notebook = call.engine();
///   notebook.evaluate(code);
///   NotebookEngine.Result second = notebook.evaluate(code);   // errors name the lines of the cell
///   if (second.hasValue()) {
///     notebook.declare("again", second.type(), second.value());
///   }
/// }
/// ```
///
/// How cells are compiled and run is not here, and no thread but the cell's may use a
/// [org.jlanes.runtime.engine.NotebookEngine].
package org.jlanes.runtime.engine;
