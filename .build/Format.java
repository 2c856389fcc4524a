import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Checks (`check`) or mends (`write`) the format of every Java source, from the repository's root.
///
/// Started by the root `pom.xml` on the JDK 25 that the build selects, because the formatter uses
/// the parser of the JVM it runs in. The second argument names a file that remembers the digests of
/// the sources found well formatted, so that only changed ones are looked at again.
final class Format {
  private static final List<Path> ROOTS =
      Stream.of(".build", "kernel", "magics", "install").map(Path::of).toList();

  private enum State {
    GOOD,
    BAD,
    UNPARSABLE
  }

  private record Outcome(Path file, State state, String digest, String detail) {}

  private Format() {}

  static void main(String[] args) throws IOException {
    boolean write = args[0].equals("write");
    Path memory = Path.of(args[1]);
    Set<String> known = Files.exists(memory) ? new HashSet<>(Files.readAllLines(memory)) : Set.of();

    List<Outcome> outcomes =
        sources().parallelStream().map(file -> format(file, write, known)).toList();

    Files.write(
        memory, outcomes.stream().filter(o -> o.state == State.GOOD).map(Outcome::digest).toList());
    List<Outcome> others = outcomes.stream().filter(o -> o.state != State.GOOD).toList();
    others.forEach(o -> System.err.println("  " + o.file + o.detail));
    boolean unparsable = others.stream().anyMatch(o -> o.state == State.UNPARSABLE);
    if (!write && !others.isEmpty()) {
      System.err.println("These files are not formatted. Mend them: mvn -N -Pformat validate");
    }
    if (unparsable || (!write && !others.isEmpty())) {
      System.exit(1);
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = ROOTS.stream().filter(Files::isDirectory).flatMap(Format::walk)) {
      return files.filter(Format::isSource).sorted().toList();
    }
  }

  private static Stream<Path> walk(Path root) {
    try {
      return Files.walk(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSource(Path file) {
    String name = file.toString().replace('\\', '/');
    return name.endsWith(".java")
        && (name.startsWith(".build/") || name.matches(".*/src/(main|test)/java/.*"))
        && !name.contains("/target/");
  }

  private static Outcome format(Path file, boolean write, Set<String> known) {
    try {
      String before = Files.readString(file);
      String digest = digest(before);
      if (known.contains(digest)) {
        return new Outcome(file, State.GOOD, digest, "");
      }
      String after = new Formatter().formatSourceAndFixImports(before);
      if (before.equals(after)) {
        return new Outcome(file, State.GOOD, digest, "");
      }
      if (write) {
        Files.writeString(file, after);
      }
      return new Outcome(file, State.BAD, digest, "");
    } catch (FormatterException e) {
      return new Outcome(file, State.UNPARSABLE, "", ": " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
