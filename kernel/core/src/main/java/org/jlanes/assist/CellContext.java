package org.jlanes.assist;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jlanes.engine.source.CellSegment;
import org.jlanes.engine.source.CellSplitter;
import org.jlanes.engine.source.JavaSplitter;
import org.jlanes.runtime.engine.NotebookEngine.BodyPart;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicBody;
import org.jlanes.runtime.magic.MagicDraft;

/// The Java around a cursor in a cell, and what the cell declares above it. Nothing of that has
/// been run, so only the text tells of it.
///
/// @param imports the cell's imports above the cursor
/// @param members its methods above the cursor
/// @param locals its types and variables above the cursor, and the names that a magic adds
/// @param code the part that the cursor stands in, from its beginning to its end; where that is not
///   to be told, to the end of the Java
/// @param cursor offset in `code`
/// @param shift what to add to an offset in `code` to get one in the cell
record CellContext(
    String imports, String members, String locals, String code, int cursor, int shift) {
  private static final Pattern METHOD =
      Pattern.compile(
          "(?s)\\s*(?:@\\w+(?:\\([^)]*\\))?\\s+|(?:public|protected|private|static|final"
              + "|synchronized|abstract|default)\\s+)*(?:<[^()]*?>\\s*)?"
              + "([\\w.$]+)(?:\\s*<[^()]*?>)?(?:\\s*\\[\\s*])*\\s+\\w+\\s*\\(.*");
  private static final Set<String> NO_TYPES =
      Set.of("return", "new", "throw", "assert", "yield", "else", "case", "do", "instanceof");

  /// The Java around a cursor; empty where the cursor is in a magic's header or in a body that is
  /// not Java.
  static Optional<CellContext> at(
      String cell, int cursor, JavaSplitter splitter, KnownMagics magics) {
    for (CellSegment segment : CellSplitter.split(cell)) {
      switch (segment) {
        case CellSegment.Java(int start, int end) -> {
          if (cursor >= start && cursor <= end) {
            return Optional.of(inJava(cell, start, end, cursor, "", splitter));
          }
        }
        case CellSegment.Magic use -> {
          if (cursor >= use.start() && cursor <= use.headerEnd()) {
            return inHeader(cell, use, cursor, splitter, magics);
          }
          if (use.cellMagic() && cursor >= use.bodyStart()) {
            return inBody(cell, use, cursor, splitter, magics);
          }
        }
      }
    }
    return cell.isBlank()
        ? Optional.of(new CellContext("", "", "", cell, cursor, 0))
        : Optional.empty();
  }

  private static Optional<CellContext> inHeader(
      String cell, CellSegment.Magic use, int cursor, JavaSplitter splitter, KnownMagics magics) {
    if (cursor < use.headerStart()) {
      return Optional.empty();
    }
    MagicDraft draft = KnownMagics.draft(use, cell);
    OptionalInt from =
        magics
            .find(use)
            .map(magic -> magics.javaInHeader(magic, draft, cursor))
            .orElse(OptionalInt.empty());
    return from.isPresent() && from.getAsInt() <= cursor
        ? Optional.of(inJava(cell, from.getAsInt(), use.headerEnd(), cursor, "", splitter))
        : Optional.empty();
  }

  private static Optional<CellContext> inBody(
      String cell, CellSegment.Magic use, int cursor, JavaSplitter splitter, KnownMagics magics) {
    Optional<Magic> known = magics.find(use);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    return switch (magics.body(known.get(), KnownMagics.draft(use, cell))) {
      case MagicBody.Text() -> Optional.empty();
      case MagicBody.Java(String declarations) ->
          Optional.of(inJava(cell, use.bodyStart(), use.bodyEnd(), cursor, declarations, splitter));
      case MagicBody.Cell() ->
          at(cell.substring(use.bodyStart()), cursor - use.bodyStart(), splitter, magics)
              .map(inner -> inner.shifted(use.bodyStart()));
    };
  }

  private CellContext shifted(int by) {
    return new CellContext(imports, members, locals, code, cursor, shift + by);
  }

  private static CellContext inJava(
      String cell, int start, int end, int cursor, String declarations, JavaSplitter splitter) {
    List<BodyPart> parts = splitter.split(cell.substring(start, cursor), true).parts();
    int last = start;
    StringBuilder imports = new StringBuilder();
    StringBuilder members = new StringBuilder();
    StringBuilder locals = new StringBuilder(declarations);
    for (BodyPart part : parts) {
      if (start + part.end() >= cursor) {
        break;
      }
      last = start + part.end();
      String text = cell.substring(start + part.start(), last);
      switch (part.kind()) {
        case IMPORT -> imports.append(text).append('\n');
        case METHOD -> members.append(asStatic(text)).append('\n');
        case TYPE -> locals.append(text).append('\n');
        case STATEMENT -> locals.append(text).append('\n');
        case EXPRESSION -> {}
      }
    }
    while (last < cursor
        && (Character.isWhitespace(cell.charAt(last)) || cell.charAt(last) == ';')) {
      last++;
    }
    return new CellContext(
        imports.toString(),
        members.toString(),
        locals.toString(),
        cell.substring(last, partEnd(cell, last, end, cursor, splitter)),
        cursor - last,
        last);
  }

  private static int partEnd(String cell, int last, int end, int cursor, JavaSplitter splitter) {
    for (BodyPart part : splitter.split(cell.substring(last, end), true).parts()) {
      if (last + part.end() >= cursor) {
        return last + part.end();
      }
    }
    return end;
  }

  private static String asStatic(String method) {
    return method.matches("(?s)(?:\\w+\\s+)*?static\\b.*") ? method : "static " + method;
  }

  /// The code before the cursor.
  String before() {
    return code.substring(0, cursor);
  }

  /// Whether the cursor is in an import.
  boolean isImport() {
    return before().matches("(?s)import\\b.*");
  }

  /// Whether the code is a method, which cannot stand among statements.
  boolean isMethod() {
    var matcher = METHOD.matcher(code);
    return matcher.matches() && !NO_TYPES.contains(matcher.group(1));
  }
}
