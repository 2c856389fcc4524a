package org.jlanes.assist;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jlanes.engine.Engine.Completeness;
import org.jlanes.engine.source.CellSegment;
import org.jlanes.engine.source.CellSplitter;
import org.jlanes.engine.source.JavaParts;
import org.jlanes.engine.source.JavaSplitter;
import org.jlanes.engine.source.JavaTokens;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicBody;
import org.jlanes.runtime.magic.MagicDraft;

/// Whether a text could be run as it stands, for consoles that decide between a new line and
/// running. Asks the compiler's own parser. Thread-safe.
final class CompletenessCheck {
  private static final String STEP = "    ";

  private final JavaSplitter splitter;
  private final KnownMagics magics;

  /// A check that uses the given parser.
  CompletenessCheck(JavaSplitter splitter, KnownMagics magics) {
    this.splitter = splitter;
    this.magics = magics;
  }

  /// The answer to `is_complete_request`.
  Completeness check(String code) {
    List<CellSegment> segments = CellSplitter.split(code);
    for (CellSegment segment : segments) {
      Completeness status =
          switch (segment) {
            case CellSegment.Java(int start, int end) -> java(code.substring(start, end));
            case CellSegment.Magic magic -> magic(magic, code);
          };
      if (!status.status().equals("complete")) {
        return status;
      }
    }
    return complete();
  }

  private static Completeness complete() {
    return new Completeness("complete", "");
  }

  private static Completeness incomplete() {
    return new Completeness("incomplete", "");
  }

  private static Completeness invalid() {
    return new Completeness("invalid", "");
  }

  private Completeness java(String java) {
    JavaParts parts = splitter.split(java, true);
    if (parts.error().isEmpty()) {
      return complete();
    }
    return parts.error().get().atEnd() || lacksCatch(java)
        ? new Completeness("incomplete", indent(java))
        : invalid();
  }

  /// The compiler calls a `try` wrong that has nothing behind it yet.
  private boolean lacksCatch(String java) {
    return java.stripTrailing().endsWith("}")
        && splitter.split(java + " finally {}", true).error().isEmpty();
  }

  /// A cell magic takes lines until an empty one, or until its Java is complete and a line follows.
  /// One that does not exist, or whose header is wrong, can never run.
  private Completeness magic(CellSegment.Magic use, String code) {
    Optional<Magic> known = magics.find(use);
    if (known.isEmpty() || use.cellMagic() && !code.substring(0, use.start()).isBlank()) {
      return invalid();
    }
    if (code.stripTrailing().endsWith("\\") && code.stripTrailing().length() <= use.headerEnd()) {
      return incomplete();
    }
    MagicDraft draft = KnownMagics.draft(use, code);
    if (magics.isWrong(known.get(), draft)) {
      return invalid();
    }
    if (!use.cellMagic()) {
      return header(known.get(), draft);
    }
    Completeness body = body(magics.body(known.get(), draft), draft);
    return body.status().equals("complete") && !code.endsWith("\n") ? incomplete() : body;
  }

  /// A line magic ends with its line, and so does the Java behind it.
  private Completeness header(Magic magic, MagicDraft draft) {
    OptionalInt from = magics.javaInHeader(magic, draft, draft.headerEnd());
    boolean wrong =
        from.isPresent()
            && !java(draft.cell().substring(from.getAsInt(), draft.headerEnd()))
                .status()
                .equals("complete");
    return wrong ? invalid() : complete();
  }

  private Completeness body(MagicBody body, MagicDraft draft) {
    return switch (body) {
      case MagicBody.Text() -> complete();
      case MagicBody.Cell() -> draft.body().isBlank() ? incomplete() : check(draft.body());
      case MagicBody.Java(String _) -> draft.body().isBlank() ? incomplete() : java(draft.body());
    };
  }

  /// One step for each bracket that is open, but one for all that were opened on the same line.
  private static String indent(String code) {
    Deque<Integer> open = new ArrayDeque<>();
    int line = 0;
    int at = 0;
    JavaTokens tokens = new JavaTokens(code);
    while (tokens.next()) {
      line += (int) code.substring(at, tokens.start()).chars().filter(c -> c == '\n').count();
      at = tokens.start();
      if (tokens.opens()) {
        open.push(line);
      } else if (tokens.closes()) {
        open.poll();
      }
    }
    return STEP.repeat((int) open.stream().distinct().count());
  }
}
