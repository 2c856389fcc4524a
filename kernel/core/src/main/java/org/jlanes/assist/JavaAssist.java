package org.jlanes.assist;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import org.jlanes.engine.Assist;
import org.jlanes.engine.Engine.Completeness;
import org.jlanes.engine.Engine.Completions;
import org.jlanes.engine.jshell.Analysis;
import org.jlanes.engine.names.ClassIndex;
import org.jlanes.engine.source.JavaSplitter;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.magic.Magic;

/// Completion and documentation at a cursor. Any thread; waits for JShell, which one thread at a
/// time has.
public final class JavaAssist implements Assist {
  private static final System.Logger LOG = System.getLogger(JavaAssist.class.getName());

  private final Analysis analysis;
  private final JavaSplitter splitter;
  private final KnownMagics known;
  private final MagicWords magics;
  private final CompletenessCheck completeness;
  private final JavaCompletion completion;
  private final DocComment comments = new DocComment();

  /// Belongs to whoever has JShell.
  private final SourceJars sources = new SourceJars();

  /// Belongs to whoever has JShell. Null before it was needed, and where JShell is not as expected.
  private ShellInternals internals;

  /// Belongs to whoever has JShell.
  private final InternalsOnce insides = new InternalsOnce();

  /// @param analysis the way to JShell
  /// @param index the types that could be imported
  /// @param magics the magics there are now
  public JavaAssist(
      Analysis analysis, ClassIndex index, JavaSplitter splitter, Supplier<List<Magic>> magics) {
    this.analysis = analysis;
    this.splitter = splitter;
    this.known = new KnownMagics(magics);
    this.magics = new MagicWords(known);
    this.completion = new JavaCompletion(index);
    this.completeness = new CompletenessCheck(splitter, known);
  }

  @Override
  public Completeness isComplete(String code) {
    return completeness.check(code);
  }

  /// Completions at a cursor, those that fit the expected type first.
  @Override
  public Completions complete(String code, int cursor) {
    int at = Math.clamp(cursor, 0, code.length());
    Optional<Completions> other =
        magics.complete(code, at).or(() -> PathLiteral.complete(code, at));
    if (other.isPresent()) {
      return other.get();
    }
    return CellContext.at(code, at, splitter, known)
        .map(context -> with(jshell -> completion.complete(jshell, internals, context)))
        .orElseGet(() -> new Completions(at, at, List.of()));
  }

  /// What stands at a cursor: its declaration, its comment, and at detail 1 the source of what the
  /// notebook declared. Null if nothing is known.
  @Override
  public MimeBundle inspect(String code, int cursor, int detail) {
    int at = Math.clamp(cursor, 0, code.length());
    Optional<CellContext> context = CellContext.at(code, at, splitter, known);
    if (context.isEmpty()) {
      return magics.inspect(code, at).orElse(null);
    }
    return with(jshell -> inspect(jshell, context.get(), detail > 0)).orElse(null);
  }

  private Optional<MimeBundle> inspect(JShell jshell, CellContext context, boolean withSource) {
    if (internals == null) {
      return simply(jshell, context);
    }
    try {
      sources.addTo(internals, analysis.classPath());
      NotebookSources notebook = new NotebookSources(jshell, analysis);
      return new JavaInspection(internals, notebook, sources, comments, withSource)
          .inspect(context);
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.WARNING, "the compiler could not tell what stands at the cursor", e);
      return simply(jshell, context);
    }
  }

  /// As well as JShell's public methods can.
  private Optional<MimeBundle> simply(JShell jshell, CellContext context) {
    int end = Word.at(context.code(), context.cursor()).nameEnd();
    List<Documentation> found =
        jshell.sourceCodeAnalysis().documentation(context.code(), end, true);
    return found.stream()
        .findFirst()
        .map(one -> {
          String comment = one.javadoc() == null ? "" : comments.html(one.javadoc());
          return MimeBundle.html(
              "<pre><b>" + DocHtml.escaped(one.signature()) + "</b></pre>" + comment,
              one.signature() + "\n\n" + HtmlText.of(comment));
        });
  }

  private <T> T with(Function<JShell, T> task) {
    return analysis.with(jshell -> {
      internals = insides.of(jshell).orElse(null);
      return task.apply(jshell);
    });
  }

  /// Loads what the first completion needs: the compiler's completion code, the names of all
  /// classes that are imported, the readers of Javadoc. Each takes its own turn, so that a cell has
  /// to wait for one of them at most.
  @Override
  public void warmUp() {
    Completions _ = complete("\"\".len", 6);
    // A second for a cold compiler, after which JupyterLab no longer waits for an answer.
    Completions _ = complete("Str", 3);
    MimeBundle _ = inspect("\"\".length()", 5, 0);
    Completions _ = complete("new Str", 7);
  }
}
