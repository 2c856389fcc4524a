package org.jlanes.engine.jshell;

import java.util.function.Function;
import jdk.jshell.JShell;

/// A way to JShell: runs a task on the thread that owns it.
@FunctionalInterface
public interface Analysis {
  /// Runs a task and returns its value. The caller waits.
  <T> T with(Function<JShell, T> task);
}
