package org.jlanes.engine.jshell;

import java.util.List;
import jdk.jshell.DeclarationSnippet;
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
                .map(s -> describe(s, jshell.unresolvedDependencies(s).toList()))
                .orElse("something that is not declared is used"));
    return new UnresolvedReferenceError(what, thrown.getStackTrace());
  }

  /// What a declaration still lacks, in words.
  static String describe(DeclarationSnippet declared, List<String> missing) {
    String kind =
        switch (declared.kind()) {
          case METHOD -> "method ";
          case TYPE_DECL -> "type ";
          default -> "";
        };
    return kind
        + declared.name()
        + " cannot be used until this is declared: "
        + String.join(", ", missing);
  }
}
