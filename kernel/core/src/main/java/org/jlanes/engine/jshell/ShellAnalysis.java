package org.jlanes.engine.jshell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jlanes.runtime.engine.MappedSource;

/// The way to the shell of an engine. Any thread.
record ShellAnalysis(Shell shell) implements Analysis {
  @Override
  public <T> T with(Function<JShell, T> task) {
    return shell.with(task);
  }

  @Override
  public Optional<MappedSource> origin(Snippet snippet, JShell jshell) {
    return shell.origin(snippet);
  }

  @Override
  public List<Path> classPath() {
    return shell.loader().classPath();
  }
}
