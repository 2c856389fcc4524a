package org.jlanes.engine.jshell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jlanes.runtime.engine.MappedSource;

/// A way to JShell: runs a task on the thread that owns it.
public interface Analysis {
  /// Runs a task and returns its value. The caller waits.
  <T> T with(Function<JShell, T> task);

  /// The source that a snippet was made of, with the cell it stands in; empty if it is not known.
  /// For such a task.
  Optional<MappedSource> origin(Snippet snippet, JShell jshell);

  /// The jars and class folders that the notebook has added. Any thread.
  List<Path> classPath();
}
