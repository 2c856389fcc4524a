package org.jlanes.assist;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.engine.source.CellSegment;
import org.jlanes.engine.source.CellSplitter;
import org.jlanes.engine.source.JavaParts;
import org.jlanes.engine.source.JavaSplitter;
import org.jlanes.runtime.engine.NotebookEngine.BodyPart;
import org.jlanes.runtime.engine.NotebookEngine.Kind;

/// What JShell's analysis should see for a cursor in a cell: it knows one snippet only, so
/// variables and classes that the cell declares further up are put in front, inside a block.
///
/// @param text the Java to analyse
/// @param cursor the cursor in `text`
/// @param shift what to add to an offset in `text` to get one in the cell
/// @param names what the cell declares further up; only where the cursor is not behind a dot, where
///   JShell does not look into the block by itself
record Focus(String text, int cursor, int shift, List<String> names) {
  private static final Pattern DECLARED = Pattern.compile("\\b(\\w+)\\s*(?=[=;,]|$)");

  /// Cell magics whose body is Java.
  private static final Set<String> JAVA_BODIES =
      Set.of("sequential", "threads", "processes", "virtual", "io", "compare", "time");

  /// The Java around a cursor, or empty where the cursor is in a magic's header or in a body that
  /// is not Java.
  static Optional<Focus> at(String cell, int cursor, JavaSplitter splitter) {
    for (CellSegment segment : CellSplitter.split(cell)) {
      switch (segment) {
        case CellSegment.Java(int start, int end) -> {
          if (cursor >= start && cursor <= end) {
            return Optional.of(inJava(cell, start, end, cursor, splitter));
          }
        }
        case CellSegment.Magic magic -> {
          if (cursor >= magic.start() && cursor <= magic.headerEnd()) {
            return Optional.empty();
          }
          if (magic.cellMagic() && cursor >= magic.bodyStart()) {
            return JAVA_BODIES.contains(magic.name())
                ? Optional.of(inJava(cell, magic.bodyStart(), magic.bodyEnd(), cursor, splitter))
                : Optional.empty();
          }
        }
      }
    }
    return cell.isBlank() ? Optional.of(new Focus(cell, cursor, 0, List.of())) : Optional.empty();
  }

  private static Focus inJava(String cell, int start, int end, int cursor, JavaSplitter splitter) {
    JavaParts before = splitter.split(cell.substring(start, cursor), true);
    List<BodyPart> parts = before.parts();
    int last = start;
    StringBuilder context = new StringBuilder();
    List<String> names = new ArrayList<>();
    for (BodyPart part : parts) {
      boolean open = !part.terminated() && start + part.end() >= cursor;
      if (open) {
        break;
      }
      last = start + part.end();
      String text = cell.substring(start + part.start(), last);
      if (part.kind() == Kind.TYPE || part.kind() == Kind.STATEMENT && isDeclaration(text)) {
        context.append(text).append(' ');
      }
      declared(part, text).ifPresent(names::add);
    }
    while (last < cursor
        && (Character.isWhitespace(cell.charAt(last)) || cell.charAt(last) == ';')) {
      last++;
    }
    boolean afterDot = cell.substring(last, cursor).matches("(?s).*\\.\\s*\\w*");
    boolean isImport = cell.substring(last, cursor).matches("(?s)import\\b.*");
    // An import cannot stand in a block.
    String prefix = context.isEmpty() || !afterDot || isImport ? "" : "{ " + context;
    String text = prefix + cell.substring(last, end);
    return new Focus(
        text,
        prefix.length() + cursor - last,
        last - prefix.length(),
        afterDot ? List.of() : names);
  }

  private static Optional<String> declared(BodyPart part, String text) {
    if (part.kind() == Kind.METHOD) {
      return Optional.of(part.name() + "(");
    }
    if (part.kind() == Kind.TYPE) {
      return Optional.of(part.name());
    }
    Matcher name = DECLARED.matcher(text);
    return isDeclaration(text) && name.find() ? Optional.of(name.group(1)) : Optional.empty();
  }

  /// Whether a statement declares variables: a type, a name, and `=`, `;` or `,`.
  private static boolean isDeclaration(String statement) {
    return statement.matches(
            "(?s)(?:final\\s+)?(?:[\\w.]+(?:\\s*<.*?>)?(?:\\s*\\[\\s*])*)\\s+\\w+\\s*(?:[=;,].*)?")
        && !statement.matches("(?s)(?:return|throw|assert|yield|break|continue)\\b.*");
  }
}
