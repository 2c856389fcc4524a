package org.jlanes.engine.jshell;

import java.util.List;
import java.util.Optional;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

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

  /// The methods and types that compiled before, and no longer do.
  static List<DeclarationSnippet> brokenBy(List<SnippetEvent> events) {
    return events.stream()
        .filter(event -> event.causeSnippet() != null && event.previousStatus().isDefined())
        .filter(event -> event.status().isActive() && event.status() != Snippet.Status.VALID)
        .map(SnippetEvent::snippet)
        .filter(s -> s.kind() == Snippet.Kind.METHOD || s.kind() == Snippet.Kind.TYPE_DECL)
        .map(DeclarationSnippet.class::cast)
        .toList();
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
    /// What an event tells of a snippet. On the engine thread.
    ///
    /// @param executed whether code was run
    static Result of(SnippetEvent event, boolean executed, JShell jshell) {
      Snippet snippet = event.snippet();
      String type =
          switch (snippet) {
            case VarSnippet variable -> variable.typeName();
            case ExpressionSnippet expression -> expression.typeName();
            default -> "void";
          };
      List<Diag> diagnostics = jshell.diagnostics(snippet).toList();
      List<String> unresolved =
          snippet instanceof DeclarationSnippet d && event.status() != Snippet.Status.REJECTED
              ? jshell.unresolvedDependencies(d).toList()
              : List.of();
      return new Result(
          snippet,
          event.status(),
          type == null ? "Object" : type,
          diagnostics,
          executed || !snippet.subKind().isExecutable(),
          unresolved);
    }

    boolean rejected() {
      return status == Snippet.Status.REJECTED;
    }

    boolean declaresVariable() {
      return snippet instanceof VarSnippet && !isTemporary();
    }

    boolean isTemporary() {
      return snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }
  }
}
