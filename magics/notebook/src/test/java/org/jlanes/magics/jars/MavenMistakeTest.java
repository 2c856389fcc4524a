package org.jlanes.magics.jars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.jlanes.magics.general.MagicCell;
import org.jlanes.runtime.magic.MagicError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mistakes behind `%maven`, each with the mark under it.
final class MavenMistakeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          %maven gson                            | gson            | not coordinates
          %maven a:b:1 com.google:gson           | com.google:gson | version is missing
          %maven a::1                            | :               | empty
          %maven a:b:                            | :               | empty
          %maven :b:1                            | :               | empty
          %maven a:b:1, c:d:2                    | ,               | cannot stand
          %maven a:b/c:1                         | /               | cannot stand
          %maven a:b:${v}                        | $               | cannot stand
          %maven a:b:jar:x:1:2                   | :2              | too many parts
          %maven "a:b/c:1"                       | "a:b/c:1"       | cannot stand
          %maven a:b:1.0:sources                 | a:b:1.0:sources | the version stands last
          %maven a:b:1 a:b:2                     | a:b:2           | version 1 of a:b stands here too
          %maven a:b:1 a:b:jar:1                 | a:b:jar:1       | twice
          %maven --ofline a:b:1                  | --ofline        | no option
          %maven a:b:1 --repo                    | --repo          | needs a value
          %maven a:b:1 --repo ./lib              | ./lib           | complete URL
          %maven a:b:1 --repo "http://a b"       | "http://a b"    | not a URL
          %maven a:b:1 --settings /none/s.xml    | /none/s.xml     | there is no file
          """)
  void aMistakeIsMarked(String text, String marked, String message) {
    MavenMagic magic = new MavenMagic((_, _) -> new CompletableFuture<>());
    MagicError mistake = assertThrows(MagicError.class, () -> new MagicCell().run(magic, text));
    assertEquals(marked, text.substring(mistake.start(), mistake.end()));
    assertTrue(mistake.getMessage().contains(message), mistake.getMessage());
    assertTrue(!mistake.advice().isEmpty());
  }

  @Test
  void helpIsGivenWhereverItIsAskedFor() {
    MavenMagic magic = new MavenMagic();
    assertTrue(magic.asksForHelp(MagicCell.call("%maven a:b:1 --help")));
    assertTrue(magic.asksForHelp(MagicCell.call("%maven --offline --help")));
    assertFalse(magic.asksForHelp(MagicCell.call("%maven a:help:1 --offline")));
  }
}
