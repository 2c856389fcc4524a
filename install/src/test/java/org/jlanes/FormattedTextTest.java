package org.jlanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Numbers in texts of ours have no locale: Java, C and HTML would get the digits of the user's
/// language, and a locale that is looked up in a full heap is missing ever after.
final class FormattedTextTest {
  private static final Path ROOT = Path.of(System.getProperty("jlanes.root")).toAbsolutePath();

  /// `String.format` of a literal without or with another locale, and `formatted` of a literal with
  /// a number.
  private static final Pattern WITH_LOCALE =
      Pattern.compile(
          "String\\.format\\(\\s*(?:Locale\\.|\"[^)])|\"(?:[^\"\\\\\n"
              + "]|\\\\.)*%[-0-9,.]*[dxXfeg](?:[^\"\\\\\n"
              + "]|\\\\.)*\"\\s*\\.formatted\\(");

  @Test
  void thePatternFindsWhatItIsFor() {
    assertTrue(WITH_LOCALE.matcher("String.format(Locale.ROOT, \"%s\", a)").find());
    assertTrue(WITH_LOCALE.matcher("String.format(\"%s\", a)").find());
    assertTrue(WITH_LOCALE.matcher("\"%s and %,d\"\n    .formatted(a, b)").find());
  }

  @Test
  void numbersAreFormattedWithoutALocale() throws IOException {
    List<String> found = new ArrayList<>();
    int read = 0;
    for (String part : new String[] {"kernel", "magics", "install"}) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(part))) {
        for (Path file : files.filter(FormattedTextTest::isOurs).toList()) {
          String text = Files.readString(file);
          WITH_LOCALE.matcher(text).results().forEach(m -> found.add(file + ": " + m.group()));
          read++;
        }
      }
    }
    assertTrue(read > 300, read + " files");
    assertEquals(List.of(), found);
  }

  private static boolean isOurs(Path file) {
    return file.toString().contains("/src/main/java/") && file.toString().endsWith(".java");
  }
}
