package org.jlanes.engine.jshell;

import java.util.List;
import java.util.Optional;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.Snippet;

/// What became of one [Unit].
///
/// @param snippets what the unit declared or was, in order
/// @param outcome what its code returned or threw, or null if none ran
/// @param replaced what became of variables because classes were replaced
/// @param broken methods and types that do not compile with what it declared
/// @param crash what the compiler itself threw
record Evaluated(
    List<Result> snippets,
    Invocation.Outcome outcome,
    Replaced replaced,
    List<DeclarationSnippet> broken,
    Optional<Throwable> crash) {

  /// What came of a unit on which the compiler died.
  static Evaluated crashed(Invocation.Outcome outcome, Throwable crash) {
    return new Evaluated(List.of(), outcome, Replaced.NOTHING, List.of(), Optional.of(crash));
  }

  /// One snippet after its evaluation.
  ///
  /// @param type static type of its value, `void` if it has none
  /// @param executed whether it has code and that code was run
  /// @param unresolved what it refers to that is not declared yet
  record Result(
      Snippet snippet,
      Snippet.Status status,
      String type,
      List<Diag> diagnostics,
      boolean executed,
      List<String> unresolved) {
    boolean rejected() {
      return status == Snippet.Status.REJECTED;
    }

    boolean declaresVariable() {
      return snippet instanceof jdk.jshell.VarSnippet && !isTemporary();
    }

    boolean isTemporary() {
      return snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }
  }
}
