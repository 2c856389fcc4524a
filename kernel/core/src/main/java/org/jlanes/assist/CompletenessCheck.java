package org.jlanes.assist;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jlanes.engine.Engine.Completeness;
import org.jlanes.engine.source.CellSegment;
import org.jlanes.engine.source.CellSplitter;
import org.jlanes.engine.source.JavaParts;
import org.jlanes.engine.source.JavaSplitter;
import org.jlanes.engine.source.JavaTokens;
import org.jlanes.runtime.magic.Magic;

/// Whether a text could be run as it stands, for consoles that decide between a new line and
/// running. Asks the compiler's own parser. Thread-safe.
public final class CompletenessCheck {
  private static final String STEP = "    ";

  private final JavaSplitter splitter;
  private final Supplier<List<Magic>> magics;

  /// A check that uses the given parser.
  ///
  /// @param magics the magics there are now
  public CompletenessCheck(JavaSplitter splitter, Supplier<List<Magic>> magics) {
    this.splitter = splitter;
    this.magics = magics;
  }

  /// The answer to `is_complete_request`.
  public Completeness check(String code) {
    List<CellSegment> segments = CellSplitter.split(code);
    for (CellSegment segment : segments) {
      Completeness status =
          switch (segment) {
            case CellSegment.Java(int start, int end) -> java(code.substring(start, end), code);
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

  private Completeness java(String java, String code) {
    JavaParts parts = splitter.split(java, true);
    if (parts.error().isEmpty()) {
      return complete();
    }
    return parts.error().get().atEnd()
        ? new Completeness("incomplete", indent(code))
        : new Completeness("invalid", "");
  }

  /// A cell magic takes lines until an empty one. One that does not exist can never run.
  private Completeness magic(CellSegment.Magic magic, String code) {
    if (magics.get().stream().noneMatch(each -> isUseOf(each, magic))) {
      return new Completeness("invalid", "");
    }
    boolean open =
        code.stripTrailing().endsWith("\\") && code.stripTrailing().length() <= magic.headerEnd()
            || magic.cellMagic() && !code.endsWith("\n");
    return open ? new Completeness("incomplete", "") : complete();
  }

  private static boolean isUseOf(Magic known, CellSegment.Magic use) {
    Magic.Kind other = use.cellMagic() ? Magic.Kind.LINE : Magic.Kind.CELL;
    return (known.name().equals(use.name()) || known.aliases().contains(use.name()))
        && known.kind() != other;
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
