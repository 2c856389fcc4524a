/// Notebook files (nbformat 4): reading, and the outputs that a run puts into them.
///
/// What a notebook holds beyond what is needed here is kept as it stands, in its order.
///
/// ```java
/// Notebook notebook = Notebook.read(Path.of("notebooks/01-four-lanes.ipynb"));
/// for (NotebookCell cell : notebook.cells()) {
///   if (cell.isCode()) {
///     cell.clearOutputs();
///   }
/// }
/// Files.writeString(Path.of("stripped.ipynb"), notebook.toJson());
/// ```
///
/// @see <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">The notebook
///   file format</a>
package org.jlanes.install.notebook;
