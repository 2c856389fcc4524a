package org.jlanes.engine.jshell;

import java.util.List;
import java.util.Set;
import jdk.jshell.JShell;
import org.jlanes.engine.names.UnknownName;
import org.jlanes.runtime.engine.NotebookEngine.Kind;

/// Finds the names in refused code that mean nothing, and what may have been meant by them.
public interface NameAdvice {
  /// The unknown names of a part of a cell. For the thread that has JShell.
  ///
  /// @param code the part, which the compiler has refused, or which lacks something
  /// @param kind what it is
  /// @param named names to look for; others may be unknown only because these are
  /// @return in order; empty where nothing is known
  List<UnknownName> on(JShell jshell, String code, Kind kind, Set<String> named);
}
