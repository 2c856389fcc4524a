package org.jlanes.runtime.magic;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jlanes.runtime.magic.MagicCompletion.Candidate;
import org.jlanes.runtime.scope.ChildEnvironment;

/// The files and folders whose names begin as typed. Relative paths start at the kernel's working
/// directory.
public final class PathCandidates {
  private static final int MOST = 500;

  private PathCandidates() {}

  /// Completes the last word of a header as a shell would: `~` is the home folder, blanks are
  /// escaped unless the word is quoted.
  ///
  /// @param from where the words begin in the cell, behind the magic's name
  /// @param cursor where the word ends
  /// @param files which files are offered; folders always are
  public static MagicCompletion ofWord(String cell, int from, int cursor, Predicate<Path> files) {
    StringBuilder word = new StringBuilder();
    char quote = 0;
    int name = from;
    for (int i = from; i < cursor; i++) {
      char c = cell.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        word.setLength(0);
        name = i + 1;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        name = i + 1;
      } else if (c == quote) {
        quote = 0;
      } else if (c == '\\' && quote == 0 && i + 1 < cursor) {
        word.append(cell.charAt(++i));
      } else {
        word.append(c);
        name = c == '/' ? i + 1 : name;
      }
    }
    String typed = word.toString();
    boolean home = typed.startsWith("~/");
    Path folder = home ? ChildEnvironment.home() : Path.of("");
    boolean quoted = quote != 0;
    List<Candidate> found =
        of(folder, home ? typed.substring(2) : typed, files).stream()
            .map(c -> quoted ? c : new Candidate(escaped(c.text()), c.kind(), c.description()))
            .toList();
    return new MagicCompletion(name, found);
  }

  private static String escaped(String name) {
    return name.replaceAll("([\\s\\\\'\"])", "\\\\$1");
  }

  /// The last parts of paths, folders first, each folder with a slash behind it. Hidden ones only
  /// if a dot was typed. Empty where there is no such folder, or it may not be read.
  ///
  /// @param folder where relative paths start
  /// @param typed the path as far as it was typed
  /// @param files which files are offered; folders always are
  public static List<Candidate> of(Path folder, String typed, Predicate<Path> files) {
    int slash = typed.lastIndexOf('/');
    String prefix = typed.substring(slash + 1);
    List<Candidate> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder.resolve(typed.substring(0, slash + 1)).toAbsolutePath(),
            entry -> isOffered(entry.getFileName().toString(), prefix))) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (Files.isDirectory(entry)) {
          found.add(new Candidate(name + "/", "path", "folder"));
        } else if (files.test(entry)) {
          found.add(new Candidate(name, "path", "file"));
        }
        if (found.size() >= MOST) {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
      // There is nothing to offer; running the cell tells what is wrong with the path.
      return List.of();
    }
    found.sort(
        Comparator.comparing((Candidate c) -> !c.text().endsWith("/"))
            .thenComparing(Candidate::text));
    return found;
  }

  private static boolean isOffered(String name, String prefix) {
    return name.startsWith(prefix) && (prefix.startsWith(".") || !name.startsWith("."));
  }
}
