package org.jlanes.assist;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.engine.Engine.Completions;
import org.jlanes.engine.Engine.Completions.Item;
import org.jlanes.engine.source.JavaTokens;
import org.jlanes.runtime.magic.PathCandidates;

/// File names in the string literals of calls that take one, such as `Path.of("…")`.
final class PathLiteral {
  private static final Pattern CALL =
      Pattern.compile(
          "(?s).*?(?:\\b(?:Path\\s*\\.\\s*of|Paths\\s*\\.\\s*get)"
              + "|\\bnew\\s+(?:java\\.io\\.)?(?:File|FileReader|FileWriter|FileInputStream"
              + "|FileOutputStream|PrintWriter|PrintStream|RandomAccessFile|Formatter)"
              + "|\\bnew\\s+(?:java\\.util\\.\\w+\\.)?(?:ZipFile|JarFile))"
              + "\\s*\\(\\s*((?:\"[^\"\\\\\n]*\"\\s*,\\s*)*)");

  private PathLiteral() {}

  /// Completions in such a literal; empty if the cursor is in none.
  static Optional<Completions> complete(String code, int cursor) {
    int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
    if (code.substring(lineStart, cursor).indexOf('"') < 0) {
      return Optional.empty();
    }
    JavaTokens tokens = new JavaTokens(code.substring(0, cursor));
    int start = -1;
    while (tokens.next()) {
      start = tokens.start();
    }
    boolean open =
        start >= 0
            && code.charAt(start) == '"'
            && !code.startsWith("\"\"\"", start)
            && (cursor == start + 1 || code.charAt(cursor - 1) != '"');
    if (!open) {
      return Optional.empty();
    }
    Matcher call = CALL.matcher(code.substring(0, start));
    if (!call.matches()) {
      return Optional.empty();
    }
    StringBuilder folder = new StringBuilder();
    Matcher part = Pattern.compile("\"([^\"]*)\"").matcher(call.group(1));
    while (part.find()) {
      folder.append(part.group(1)).append('/');
    }
    String typed = code.substring(start + 1, cursor);
    List<Item> items =
        PathCandidates.of(Path.of(folder.toString()), typed, _ -> true).stream()
            .filter(c -> c.text().indexOf('"') < 0 && c.text().indexOf('\\') < 0)
            .map(c -> new Item(c.text(), c.kind(), c.description()))
            .toList();
    return Optional.of(new Completions(start + 2 + typed.lastIndexOf('/'), cursor, items));
  }
}
