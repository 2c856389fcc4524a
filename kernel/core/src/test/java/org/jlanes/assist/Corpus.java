package org.jlanes.assist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Cases in a text file: code in which `‸` marks the cursor, then lines that begin with `=> `, then
/// a line of `====`.
///
/// @param code the code without the mark
/// @param cursor where the mark stood, -1 if there is none
/// @param expected what follows the arrows
record Corpus(String code, int cursor, List<String> expected) {
  private static final String MARK = "‸";
  private static final String ARROW = "=> ";

  /// The cases of a file beside this class.
  static Stream<Corpus> read(String file) {
    try (InputStream in = Corpus.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split("(?m)^====\\n")).map(Corpus::parse).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Corpus parse(String text) {
    List<String> code = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith(ARROW)) {
        expected.add(line.substring(ARROW.length()));
      } else {
        code.add(line);
      }
    }
    String marked = String.join("\n", code);
    return new Corpus(marked.replace(MARK, ""), marked.indexOf(MARK), expected);
  }

  /// For the names of the tests.
  @Override
  public String toString() {
    String marked = cursor < 0 ? code : code.substring(0, cursor) + MARK + code.substring(cursor);
    return marked.replace("\n", "⏎");
  }
}
