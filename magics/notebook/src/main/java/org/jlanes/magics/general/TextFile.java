package org.jlanes.magics.general;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;

/// The file that is the only word of a magic's header.
final class TextFile {
  private TextFile() {}

  /// Its text. Relative paths start at the kernel's working directory, `~` is the home.
  ///
  /// @throws MagicError if the header is no file name, or the file cannot be read as UTF-8
  static String read(MagicCall call) throws MagicError {
    Words.Word word = name(call.draft());
    Path file = UserPath.of(word.text());
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw Words.wrong(word, "there is no file " + file, "%%writefile makes one.");
    } catch (MalformedInputException e) {
      throw Words.wrong(
          word, file + " is not text in UTF-8", "Read it with Java: Files.readAllBytes.");
    } catch (IOException e) {
      throw Words.wrong(word, "cannot read " + file + ": " + e, "May you read it?");
    }
  }

  /// Its name.
  ///
  /// @throws MagicError if the header is no file name
  static Words.Word name(MagicDraft draft) throws MagicError {
    List<Words.Word> words = Words.of(draft);
    if (words.size() != 1) {
      throw Words.missing(
          draft,
          words.isEmpty() ? "the file's name is missing" : "there is more than one file name",
          "%" + draft.name() + " FILE; a name with blanks needs quotes.");
    }
    return words.getFirst();
  }
}
