package org.jlanes.engine.jshell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.spi.SPIResolutionException;

/// A method or class that refers to something that was never declared, and is used nevertheless.
final class Unresolved {
  private Unresolved() {}

  /// Thrown in the user's eyes in place of JShell's own exception.
  static final class UnresolvedReferenceError extends Error {
    private static final long serialVersionUID = 1L;

    UnresolvedReferenceError(String message, StackTraceElement[] trace) {
      super(message);
      setStackTrace(trace);
    }
  }

  /// The error to show for what user code threw.
  static Throwable explained(Throwable thrown, Shell shell) {
    if (!(thrown instanceof SPIResolutionException unresolved)) {
      return thrown;
    }
    String what =
        shell.with(jshell ->
            jshell
                .snippets()
                .filter(DeclarationSnippet.class::isInstance)
                .map(DeclarationSnippet.class::cast)
                .filter(s -> s.id().equals(String.valueOf(unresolved.id())))
                .findFirst()
                .flatMap(s -> problem(jshell, s))
                .orElse("something that is not declared is used"));
    return new UnresolvedReferenceError(what, thrown.getStackTrace());
  }

  /// Why a method or type cannot be used; empty if it can. On the engine thread.
  static Optional<String> problem(JShell jshell, DeclarationSnippet declared) {
    List<String> missing = jshell.unresolvedDependencies(declared).toList();
    if (!missing.isEmpty()) {
      return Optional.of(describe(declared, missing));
    }
    // What it refers to was declared again, as something that does not fit.
    return jshell.status(declared) == Snippet.Status.VALID
        ? Optional.empty()
        : jshell
            .diagnostics(declared)
            .filter(Diag::isError)
            .findFirst()
            .map(error -> named(declared) + " no longer compiles: " + message(error));
  }

  private static String message(Diag error) {
    return Names.withoutWrappers(error.getMessage(Locale.ENGLISH)).lines().findFirst().orElse("");
  }

  /// What a declaration still lacks, in words.
  static String describe(DeclarationSnippet declared, List<String> missing) {
    return named(declared)
        + " cannot be used until this is declared: "
        + String.join(", ", missing);
  }

  private static String named(DeclarationSnippet declared) {
    String kind =
        switch (declared.kind()) {
          case METHOD -> "method ";
          case TYPE_DECL -> "type ";
          default -> "";
        };
    return kind + declared.name();
  }
}
