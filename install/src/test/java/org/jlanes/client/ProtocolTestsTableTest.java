package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// That the table of the protocol's tests names classes and methods that exist.
final class ProtocolTestsTableTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /// A class, a class and its method, or a method of the class named before it in the same cell. A
  /// name may be cut with `…`, if one method only begins so.
  private static final Pattern NAME =
      Pattern.compile("\\b([A-Z]\\w*(?:IT|Test))\\b|(?<![A-Za-z])?([A-Z]\\w+)?#(\\w+)(…?)");

  private final Map<String, String> sources = new HashMap<>();

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    readSources();
    List<String> missing = new ArrayList<>();
    int names = 0;
    for (String row : Files.readAllLines(Path.of("src", "test", "protocol-tests.md"))) {
      // The last column names the tests.
      String[] cells = row.split("\\|", -1);
      String tests = cells.length > 3 ? cells[2] : "";
      String current = "";
      Matcher name = NAME.matcher(tests);
      while (name.find()) {
        names++;
        String type = name.group(1) != null ? name.group(1) : name.group(2);
        current = type == null ? current : type;
        String source = sources.get(current);
        if (source == null) {
          missing.add("no class " + current + ": " + row);
        } else if (name.group(3) != null) {
          if (!has(source, name.group(3), !name.group(4).isEmpty())) {
            missing.add("no method " + current + "#" + name.group(3) + ": " + row);
          }
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(names > 100, names + " names were found");
  }

  private static boolean has(String source, String method, boolean cut) {
    TreeSet<String> found = new TreeSet<>();
    Matcher each =
        Pattern.compile(
                "(?:void|boolean|int|long|[A-Z]\\w*) +(" + method + (cut ? "\\w+" : "") + ") *[(=]")
            .matcher(source);
    while (each.find()) {
      found.add(each.group(1));
    }
    return found.size() == 1;
  }

  private void readSources() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      for (Path each :
          all.filter(p -> p.toString().endsWith(".java") && !p.toString().contains("/target/"))
              .toList()) {
        String name = each.getFileName().toString().replace(".java", "");
        sources.merge(name, Files.readString(each), String::concat);
      }
    }
  }
}
