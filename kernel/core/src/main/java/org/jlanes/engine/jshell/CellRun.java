package org.jlanes.engine.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlanes.engine.source.CellSegment;
import org.jlanes.engine.source.CellSplitter;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.display.Rendering;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine.BodyPart;
import org.jlanes.runtime.engine.NotebookEngine.Kind;
import org.jlanes.runtime.engine.NotebookEngine.Result;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.Scope;

/// One cell from its text to its value, on the thread of the cell.
final class CellRun {
  private final Notebook notebook;
  private final MagicTable magics;
  private final String code;
  private final Scope scope;

  CellRun(Notebook notebook, MagicTable magics, String code, Scope scope) {
    this.notebook = notebook;
    this.magics = magics;
    this.code = code;
    this.scope = scope;
  }

  private sealed interface Step {
    record Java(MappedSource source, List<BodyPart> parts) implements Step {}

    record Command(CellSegment.Magic magic) implements Step {}
  }

  /// Runs the cell: all of it is parsed before any of it runs.
  ///
  /// @param silent whether it leaves no trace (`Out`, `_`)
  /// @return the value to show, or null
  MimeBundle run(boolean silent) throws CellFailure {
    int number = silent ? 0 : scope.cell();
    notebook.shown().begin(number, code);
    if (scope.cell() < 0) {
      notebook.frames().name(scope.cell(), scope.id());
    }
    List<Step> steps = new ArrayList<>();
    for (CellSegment segment : CellSplitter.split(code)) {
      steps.add(
          switch (segment) {
            case CellSegment.Java(int start, int end) -> {
              MappedSource source =
                  notebook.readable(MappedSource.builder(code).cell(start, end).build());
              yield new Step.Java(source, notebook.parts(source, true));
            }
            case CellSegment.Magic magic -> new Step.Command(magic);
          });
    }
    Result last = new Result("void", null);
    try {
      for (Step step : steps) {
        last =
            switch (step) {
              case Step.Java(MappedSource source, List<BodyPart> parts) ->
                  notebook.run(source, parts, scope.cell());
              case Step.Command(CellSegment.Magic magic) -> command(magic);
            };
      }
      Optional<String> main = notebook.callOfMain(mains(steps));
      if (main.isPresent()) {
        MappedSource call = MappedSource.builder(code).generated(main.get()).build();
        last = notebook.run(call, notebook.parts(call, true), scope.cell());
      }
    } finally {
      notebook.warnOfUnresolved();
    }
    if (!last.hasValue() || isConsole(last.value())) {
      return null;
    }
    MimeBundle bundle = shown(last.value());
    notebook.shown().show(number, last.type(), last.value());
    return bundle;
  }

  /// `System.out.printf("…")` gives `System.out` back: nobody has asked for that.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isConsole(Object value) {
    return value != null && (value == System.out || value == System.err);
  }

  /// The methods called `main` of a cell that runs nothing else, as a program in a file does not:
  /// it is such a program then.
  private static List<String> mains(List<Step> steps) {
    List<String> mains = new ArrayList<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Java(MappedSource source, List<BodyPart> parts) -> {
          for (BodyPart part : parts) {
            if (part.kind() == Kind.STATEMENT || part.kind() == Kind.EXPRESSION) {
              return List.of();
            }
            if (part.kind() == Kind.METHOD && part.name().equals("main")) {
              mains.add(source.text().substring(part.start(), part.end()));
            }
          }
        }
        case Step.Command(CellSegment.Magic magic) -> {
          if (magic.cellMagic()) {
            return List.of();
          }
        }
      }
    }
    return mains;
  }

  private Result command(CellSegment.Magic magic) throws CellFailure {
    try {
      return magics
          .run(magic, code, notebook, scope)
          .result()
          .orElseGet(() -> new Result("void", null));
    } catch (CellFailure failure) {
      throw failure;
    } catch (MagicError wrong) {
      throw Failures.magic(wrong, code, scope.cell());
    } catch (Exception | CancelledError | StackOverflowError | AssertionError e) {
      if (scope.cancelled()) {
        throw notebook.tracebacks().cancelled(scope, e);
      }
      throw notebook.tracebacks().failure(e);
    }
  }

  /// A value in displayable form, with class names as the user wrote them.
  static MimeBundle shown(Object value) {
    MimeBundle bundle = Rendering.render(value);
    String plain = bundle.plain();
    String clean = Names.withoutWrappers(plain);
    return clean.equals(plain) ? bundle : bundle.with("text/plain", clean);
  }
}
