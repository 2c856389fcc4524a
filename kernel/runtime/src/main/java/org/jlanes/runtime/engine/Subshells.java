package org.jlanes.runtime.engine;

import java.util.List;
import java.util.Optional;

/// The lines of execution that the kernel's clients have opened beside the main one. A service of
/// the kernel's scopes. Any thread.
///
/// @see <a
///   href="https://jupyter.org/enhancement-proposals/91-kernel-subshells/kernel-subshells.html">JEP
///   91: kernel subshells</a>
public interface Subshells {
  /// The id of the subshell whose cell this is; empty for the main shell.
  Optional<String> current();

  /// The ids of all subshells in order of their creation.
  List<String> all();
}
