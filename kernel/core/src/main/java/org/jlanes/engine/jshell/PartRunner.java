package org.jlanes.engine.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import org.jlanes.engine.names.UnknownName;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine.BodyPart;
import org.jlanes.runtime.engine.NotebookEngine.Kind;
import org.jlanes.runtime.engine.NotebookEngine.Result;
import org.jlanes.runtime.scope.Scope;

/// Runs the parts of a cell one after the other, on the thread of the cell, and turns whatever goes
/// wrong into a [CellFailure].
final class PartRunner {
  private static final Result NOTHING = new Result("void", null);
  private static final Optional<Result> NONE = Optional.empty();
  private static final Pattern INFERRED =
      Pattern.compile("(?:final\\s+)?var\\s+(\\w+)\\s*=\\s*(.*?)\\s*;?\\s*", Pattern.DOTALL);

  private final Shell shell;
  private final Tracebacks tracebacks;
  private final MissingNames names;

  PartRunner(Shell shell, Tracebacks tracebacks, MissingNames names) {
    this.shell = shell;
    this.tracebacks = tracebacks;
    this.names = names;
  }

  /// Runs parts in order until one fails.
  ///
  /// @return the value of the last one, if it is an expression
  Result run(MappedSource source, List<BodyPart> parts, int cell) throws CellFailure {
    Result last = NOTHING;
    boolean declaring = false;
    try {
      int next = 0;
      while (next < parts.size()) {
        int end = next;
        while (end < parts.size() && !parts.get(end).declares()) {
          end++;
        }
        Optional<Result> plain = end - next > 1 ? plain(source, parts, next, end, cell) : NONE;
        if (plain.isPresent()) {
          last = plain.get();
          next = end;
          continue;
        }
        // One by one: what stands before a mistake is run.
        end = Math.max(end, next + 1);
        for (; next < end; next++) {
          BodyPart body = parts.get(next);
          Unit unit = new Unit(text(source, body), cell);
          String ran = next == 0 ? "" : Failures.ran(unit.source());
          Part part = new Part(unit, body, ran, source, parts.subList(next + 1, parts.size()));
          declaring = part.declaresMore();
          plain = body.declares() ? NONE : plain(source, parts, next, next + 1, cell);
          last = plain.isPresent() ? plain.get() : run(part);
        }
      }
      return last;
    } finally {
      if (declaring) {
        // The next type will not come; an empty text has what is there carried over.
        Evaluated settled = shell.eval(new Unit(MappedSource.ofCell(""), cell));
        settled.replaced().notes().forEach(System.err::println);
      }
    }
  }

  /// The text of a part, with the last `;` that a cell may leave out.
  private static MappedSource text(MappedSource source, BodyPart part) {
    MappedSource text = source.slice(part.start(), part.end());
    return part.terminated() || part.kind() == Kind.EXPRESSION
        ? text
        : MappedSource.builder(source.cell()).append(text).generated(";").build();
  }

  /// Runs parts that declare nothing in one step.
  ///
  /// @return empty if that cannot be done; nothing has run then
  private Optional<Result> plain(
      MappedSource source, List<BodyPart> parts, int from, int to, int cell) throws CellFailure {
    checkCancelled(null);
    List<MappedSource> statements = new ArrayList<>();
    for (BodyPart part : parts.subList(from, to)) {
      statements.add(text(source, part));
    }
    if (statements.stream().anyMatch(PartRunner::isReturn)) {
      return NONE;
    }
    boolean hasValue = parts.get(to - 1).kind() == Kind.EXPRESSION;
    MappedSource expression = hasValue ? statements.removeLast() : source.slice(0, 0);
    Optional<PlainRun> done = shell.run(statements, expression, cell);
    if (done.isPresent()) {
      throwErrorOf(done.get().outcome());
      checkCancelled(null);
    }
    return done.map(PlainRun::result);
  }

  private void throwErrorOf(Invocation.Outcome outcome) throws CellFailure {
    if (outcome != null && outcome.error() != null) {
      checkCancelled(outcome.error());
      throw tracebacks.failure(Unresolved.explained(outcome.error(), shell));
    }
  }

  private static boolean isReturn(MappedSource code) {
    return code.text().matches("(?s)return\\b.*");
  }

  private Result run(Part whole) throws CellFailure {
    checkCancelled(null);
    Unit unit = whole.unit();
    BodyPart part = whole.body();
    refuseReturn(unit, whole.ran());
    refuseImport(whole);
    Evaluated done = names.eval(whole);
    String type = done.snippets().isEmpty() ? "void" : done.snippets().getLast().type();
    if (wasInexpressible(done)) {
      Optional<Unit> rewritten = withExpressibleType(unit, part, Denotable.type(type));
      if (rewritten.isPresent()) {
        done = shell.eval(rewritten.get());
      }
    } else {
      for (String outside : LocalTypes.without(unit, done)) {
        Optional<Unit> rewritten = withExpressibleType(unit, part, outside);
        Evaluated again = rewritten.isEmpty() ? done : shell.eval(rewritten.get());
        if (again.outcome() != null) {
          done = again;
          type = outside;
          break;
        }
      }
    }
    finish(whole, done);
    for (Evaluated.Result snippet : done.snippets()) {
      if (snippet.declaresVariable() && !Denotable.isDenotable(snippet.type())) {
        declareExpressibly(unit, snippet, done.outcome().value());
      }
    }
    if (part.kind() != Kind.EXPRESSION || done.snippets().isEmpty()) {
      return NOTHING;
    }
    Invocation.Outcome outcome = done.outcome();
    return done.snippets().getLast().snippet().subKind().hasValue()
        ? new Result(Denotable.type(type), outcome == null ? null : outcome.value())
        : NOTHING;
  }

  private void finish(Part part, Evaluated done) throws CellFailure {
    done.replaced().notes().forEach(System.err::println);
    done.broken().forEach(CellProgress.current()::waitsForMore);
    throwErrorOf(done.outcome());
    if (done.crash().isPresent()) {
      throw Failures.crash(part.unit(), done.crash().get(), part.ran());
    }
    for (Evaluated.Result snippet : done.snippets()) {
      check(part, done, snippet);
      if (shell.options().warns()) {
        Failures.warnings(part.unit(), snippet.diagnostics()).forEach(System.err::println);
      }
    }
    checkCancelled(null);
  }

  /// JShell compiles it and runs nothing.
  private static void refuseReturn(Unit unit, String ran) throws CellFailure {
    if (isReturn(unit.source())) {
      throw new Failures.Report("SyntaxError", "return outside of a method", unit.cell())
          .at(unit.source(), 0, "return".length())
          .add("The value of a cell is its last line: write the expression alone.")
          .add(ran)
          .failure(null);
    }
  }

  /// JShell takes it, and then refuses all that comes.
  private void refuseImport(Part part) throws CellFailure {
    if (part.body().kind() != Kind.IMPORT) {
      return;
    }
    MappedSource source = part.unit().source();
    Optional<String> same = shell.with(js -> new NameClashes(js).ofImport(source.text()));
    if (same.isPresent()) {
      String message = "the notebook has declared a type " + same.get() + " of its own";
      throw new Failures.Report("CompilationError", message, part.unit().cell())
          .at(source, 0, source.text().length())
          .add("Write the other one with its package, or give the notebook's type another name.")
          .add(part.ran())
          .failure(null);
    }
  }

  /// Whether JShell refused to compile code only because it could not write down its type.
  private static boolean wasInexpressible(Evaluated done) {
    return done.outcome() == null
        && done.snippets().size() == 1
        && done.snippets().getFirst().rejected()
        && !Denotable.isDenotable(done.snippets().getFirst().type());
  }

  /// The same code with its type spelled out.
  private static Optional<Unit> withExpressibleType(Unit unit, BodyPart part, String type) {
    MappedSource source = unit.source();
    MappedSource.Builder rewritten = MappedSource.builder(source.cell());
    Matcher declaration = INFERRED.matcher(source.text());
    if (declaration.matches()) {
      rewritten
          .generated(type + " " + declaration.group(1) + " = (" + type + ") (Object) (")
          .append(source.slice(declaration.start(2), declaration.end(2)))
          .generated(");");
    } else if (part.kind() == Kind.EXPRESSION) {
      rewritten.generated("(Object) (").append(source).generated(")");
    } else {
      return Optional.empty();
    }
    return Optional.of(new Unit(rewritten.build(), unit.cell()));
  }

  /// Replaces the declaration of a variable whose inferred type cannot be written: the compiler
  /// would fail on its next use.
  private void declareExpressibly(Unit unit, Evaluated.Result variable, Object value)
      throws CellFailure {
    declare(((DeclarationSnippet) variable.snippet()).name(), variable.type(), value, unit.cell());
  }

  /// Declares a variable that holds `value` itself.
  void declare(String name, String type, Object value, int cell) throws CellFailure {
    String declaration = Denotable.type(type) + " " + name + ";";
    Unit unit = new Unit(MappedSource.ofCell(declaration), cell);
    BodyPart part =
        new BodyPart(Kind.STATEMENT, 0, declaration.length(), "", true, false, List.of(), true);
    finish(new Part(unit, part, "", unit.source(), List.of()), shell.eval(unit));
    try {
      shell.variables().set(name, value);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      String actual = value == null ? "null" : Names.withoutWrappers(value.getClass().getName());
      throw new Failures.Report(
              "CompilationError",
              "a value of type " + actual + " cannot be assigned to " + type + " " + name,
              cell)
          .failure(e);
    }
  }

  /// Fails if a snippet was refused.
  private void check(Part part, Evaluated done, Evaluated.Result result) throws CellFailure {
    if (result.rejected()) {
      throw refused(part, done, result);
    }
    if (!result.status().isDefined() && !MissingNames.mayWait(result.snippet())) {
      shell.drop(result.snippet());
      throw refused(part, done, result);
    }
    if (!result.executed() && result.status().isDefined()) {
      // It has no class: whatever is compiled next would look for it.
      shell.drop(result.snippet());
      throw Failures.crash(part.unit(), null, part.ran());
    }
    if (!result.unresolved().isEmpty() && result.snippet() instanceof DeclarationSnippet waits) {
      CellProgress.current().waitsForMore(waits);
    }
  }

  private CellFailure refused(Part part, Evaluated done, Evaluated.Result result) {
    List<UnknownName> unknown = names.in(part, done);
    return result.diagnostics().isEmpty() && !result.unresolved().isEmpty()
        ? new Refusal(part, unknown, names).unresolved(result.unresolved())
        : new Refusal(part, unknown, names).compile(result.diagnostics());
  }

  /// Says, at the end of a cell, which of its methods and types still lack something: it may come
  /// in a later cell, or be a misspelt name.
  void warnOfUnresolved() {
    for (DeclarationSnippet declared : CellProgress.current().takeIncomplete()) {
      shell
          .with(jshell ->
              jshell.status(declared).isActive()
                  ? Unresolved.problem(jshell, declared)
                  : Optional.<String>empty())
          .ifPresent(problem -> {
            System.err.println("Note: " + problem + ".");
            names.told(declared).forEach(System.err::println);
          });
    }
  }

  private void checkCancelled(Throwable surfaced) throws CellFailure {
    Scope scope = Scope.current();
    if (scope != null && scope.cancelled()) {
      throw tracebacks.cancelled(scope, surfaced);
    }
  }
}
