package org.jlanes.magics.general;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicCompletion;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;
import org.jlanes.runtime.magic.PathCandidates;

/// `%%writefile`: the cell's text into a file.
public final class WriteFileMagic implements Magic {
  @Override
  public String name() {
    return "writefile";
  }

  @Override
  public Kind kind() {
    return Kind.CELL;
  }

  @Override
  public String summary() {
    return "write the cell's text into a file";
  }

  @Override
  public String help() {
    return """
    %%writefile [-a] FILE
    TEXT

    Writes the text below the first line into FILE (UTF-8), or with -a appends it. An existing
    file is replaced. Relative paths start at the kernel's working directory, ~ is your home.

    Example:
      %%writefile data.csv
      x,y
      1,2
    """;
  }

  @Override
  public MagicResult run(MagicCall call) throws MagicError {
    List<Words.Word> words = words(call.draft());
    boolean append = words.size() > 1;
    Words.Word word = words.getLast();
    Path file = UserPath.of(word.text());
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw Words.wrong(
          word, "there is no folder " + folder, "Make it:  %%bash ⏎ mkdir -p " + folder);
    }
    String text = call.body();
    String lines = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    try {
      if (append) {
        Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } else {
        Files.writeString(file, lines);
      }
    } catch (IOException e) {
      throw Words.wrong(word, "cannot write " + file + ": " + e, "May you write there?");
    }
    long count = lines.lines().count();
    CellText.print(
        call,
        (append ? "Appended " : "Wrote ")
            + count
            + (count == 1 ? " line to " : " lines to ")
            + file);
    return MagicResult.none();
  }

  /// The file's name, behind `-a` if that was given.
  private static List<Words.Word> words(MagicDraft draft) throws MagicError {
    List<Words.Word> words = Words.of(draft);
    boolean append = !words.isEmpty() && words.getFirst().text().matches("-a|--append");
    List<Words.Word> files = append ? words.subList(1, words.size()) : words;
    if (files.size() != 1) {
      throw Words.missing(
          draft,
          files.isEmpty() ? "the file's name is missing" : "there is more than one file name",
          "%%writefile [-a] FILE; a name with blanks needs quotes.");
    }
    Words.Word word = files.getFirst();
    if (word.text().startsWith("-")) {
      throw Words.wrong(word, "unknown option " + word.text(), "The only option is -a (append).");
    }
    return words;
  }

  @Override
  public void check(MagicDraft draft) throws MagicError {
    List<Words.Word> _ = words(draft);
  }

  @Override
  public Optional<MagicCompletion> complete(MagicDraft draft, int cursor) {
    return Optional.of(PathCandidates.ofWord(draft.cell(), draft.headerStart(), cursor, _ -> true));
  }
}
