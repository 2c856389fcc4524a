package org.jlanes.engine.jshell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.Snippet;
import org.jlanes.engine.names.TypeName;
import org.jlanes.engine.names.UnknownName;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine.Kind;

/// What is said and done about names in a cell that mean nothing: advice, or, with `%autoimport
/// on`, the import. For the thread of the cell; the switch may be asked and set by any thread.
final class MissingNames {
  private static final Pattern WORD = Pattern.compile("[\\w$]+");

  /// The compiler may tell of further names only when it knows the first ones.
  private static final int MOST_ROUNDS = 5;

  private final Shell shell;
  private final NameAdvice advice;
  private volatile boolean importing;

  MissingNames(Shell shell, NameAdvice advice) {
    this.shell = shell;
    this.advice = advice;
  }

  /// Whether types that are missing are imported.
  boolean isImporting() {
    return importing;
  }

  /// Has missing types imported from now on, or no longer.
  void importing(boolean on) {
    importing = on;
  }

  /// Evaluates a part. With `%autoimport on`, what it lacks is imported and it is evaluated again:
  /// of what the compiler refuses, nothing has run.
  Evaluated eval(Part part) {
    Evaluated done = shell.eval(part.unit(), part.declaresMore());
    for (int round = 0; importing && round < MOST_ROUNDS && lacksNames(done); round++) {
      List<UnknownName> unknown = in(part, done);
      Set<TypeName> types = new LinkedHashSet<>();
      unknown.forEach(name -> name.obvious().ifPresent(types::add));
      boolean refused = done.snippets().stream().anyMatch(MissingNames::isRefused);
      if (types.isEmpty() || refused && !areAllOf(unknown, done)) {
        break;
      }
      // JShell would run it when the import comes, and then once more.
      done.snippets().stream()
          .filter(MissingNames::isRefused)
          .forEach(r -> shell.drop(r.snippet()));
      for (TypeName type : types) {
        declare(type, part.unit().cell());
      }
      if (!refused) {
        // Methods and types wait for what they lack, and have it now.
        break;
      }
      done = shell.eval(part.unit(), part.declaresMore());
    }
    return done;
  }

  private void declare(TypeName type, int cell) {
    Evaluated done = shell.eval(new Unit(MappedSource.ofCell(type.declaration()), cell));
    System.out.println(Failures.DIM + type.declaration() + Failures.PLAIN);
    done.replaced().notes().forEach(System.err::println);
  }

  private static boolean lacksNames(Evaluated done) {
    return done.crash().isEmpty()
        && done.outcome() == null
        && done.snippets().stream().anyMatch(r -> isRefused(r) || !r.unresolved().isEmpty());
  }

  private static boolean isRefused(Evaluated.Result result) {
    return result.rejected() || !result.status().isDefined() && !mayWait(result.snippet());
  }

  /// Whether it stays when it lacks something, until that is declared.
  static boolean mayWait(Snippet snippet) {
    return snippet.kind() == Snippet.Kind.METHOD || snippet.kind() == Snippet.Kind.TYPE_DECL;
  }

  /// Whether an import of one of the names helps against each of the mistakes.
  private static boolean areAllOf(List<UnknownName> unknown, Evaluated done) {
    List<UnknownName> obvious = unknown.stream().filter(n -> n.obvious().isPresent()).toList();
    return done.snippets().stream()
        .filter(MissingNames::isRefused)
        .allMatch(r ->
            r.diagnostics().stream()
                    .filter(Diag::isError)
                    .allMatch(error -> obvious.stream().anyMatch(name -> isAt(name, error)))
                && r.unresolved().stream()
                    .allMatch(each -> obvious.stream().anyMatch(name -> isOf(name, each))));
  }

  /// Whether an error is about a name.
  static boolean isAt(UnknownName name, Diag error) {
    return error.getStartPosition() <= name.start() && name.end() <= error.getEndPosition();
  }

  /// Whether what JShell misses, such as `class Connection`, is a name.
  static boolean isOf(UnknownName name, String missing) {
    return missing.replaceAll("\\(.*", "").endsWith(" " + name.name());
  }

  /// The names in a part that mean nothing, if that is what is wrong with it.
  List<UnknownName> in(Part part, Evaluated done) {
    Set<String> named = new HashSet<>();
    for (Evaluated.Result result : done.snippets()) {
      result.unresolved().forEach(each -> words(each, named));
      result.diagnostics().stream()
          .filter(Diag::isError)
          .forEach(error -> words(error.getMessage(Locale.ENGLISH), named));
    }
    return on(part.unit().source().text(), part.body().kind(), named).stream()
        .map(name -> below(part, name))
        .toList();
  }

  private List<UnknownName> on(String code, Kind kind, Set<String> named) {
    return named.isEmpty() ? List.of() : shell.with(js -> advice.on(js, code, kind, named));
  }

  private static void words(String text, Set<String> words) {
    WORD.matcher(text).results().forEach(found -> words.add(found.group()));
  }

  /// What the cell declares further down is meant, whatever else has that name.
  private static UnknownName below(Part part, UnknownName name) {
    Optional<Integer> line = part.lineBelow(name.name());
    return line.isEmpty()
        ? name
        : new UnknownName(
            name.start(),
            name.name(),
            List.of(),
            List.of(),
            name.name() + " is declared further down, in line " + line.get() + ": move it up.");
  }

  /// What to tell of names under a mistake.
  List<String> told(List<UnknownName> names) {
    List<String> lines = new ArrayList<>();
    for (UnknownName name : names) {
      lines.addAll(name.lines());
      if (name.obvious().isPresent() && !importing) {
        lines.add(Failures.DIM + "%autoimport on adds such imports by itself." + Failures.PLAIN);
      }
    }
    return lines.stream().distinct().toList();
  }

  /// What to tell of a method or type that lacks something.
  List<String> told(DeclarationSnippet declared) {
    Set<String> named = new HashSet<>();
    shell
        .with(jshell -> jshell.unresolvedDependencies(declared).toList())
        .forEach(each -> words(each, named));
    Kind kind = declared.kind() == Snippet.Kind.METHOD ? Kind.METHOD : Kind.TYPE;
    return told(on(declared.source().strip(), kind, named));
  }
}
