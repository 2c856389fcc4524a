package org.jlanes.assist;

import java.lang.System.Logger.Level;
import java.util.Optional;
import jdk.jshell.JShell;

/// JShell's insides, looked for when they are needed first; where this JDK has others, the log says
/// so once. For the thread that has JShell.
final class InternalsOnce {
  private static final System.Logger LOG = System.getLogger(InternalsOnce.class.getName());

  private Optional<ShellInternals> internals = Optional.empty();
  private boolean tried;

  /// Those of the shell, which is the same in each call.
  Optional<ShellInternals> of(JShell jshell) {
    if (!tried) {
      tried = true;
      try {
        internals = Optional.of(new ShellInternals(jshell));
      } catch (ReflectiveOperationException | RuntimeException e) {
        LOG.log(
            Level.WARNING,
            "JShell is not as expected in this JDK: completion has no kinds and signatures, and"
                + " mistakes are told without advice",
            e);
      }
    }
    return internals;
  }
}
