package org.jlanes.runtime.weave;

/// How much of a class is woven.
enum Extent {
  /// A class of the notebook: everything.
  NOTEBOOK,
  /// A class of a jar: where it would end the JVM, start a process or give a task to another
  /// thread.
  LIBRARY,
  /// The same with its streams, because it makes some parallel.
  LIBRARY_WITH_STREAMS,
  /// A class of a jar that would become too large: the first two of these.
  EXITS;

  boolean isNotebook() {
    return this == NOTEBOOK;
  }

  boolean hasStreams() {
    return this == NOTEBOOK || this == LIBRARY_WITH_STREAMS;
  }

  boolean hasTasks() {
    return this != EXITS;
  }
}
