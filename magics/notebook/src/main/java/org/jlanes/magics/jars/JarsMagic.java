package org.jlanes.magics.jars;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlanes.magics.general.CellText;
import org.jlanes.magics.general.UserPath;
import org.jlanes.magics.general.Words;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicCompletion;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;
import org.jlanes.runtime.magic.PathCandidates;

/// `%jars`: jars and class folders for the notebook's class path.
public final class JarsMagic implements Magic {
  private final JarVersions versions = new JarVersions();

  @Override
  public String name() {
    return "jars";
  }

  @Override
  public Kind kind() {
    return Kind.LINE;
  }

  @Override
  public String summary() {
    return "add jars to the class path, or list them";
  }

  @Override
  public String help() {
    return """
    %jars                      list what has been added
    %jars FILE …               add jars or folders of classes; * and ? work in file names

    Relative paths start at the kernel's working directory, ~ is your home. Variables keep
    their values. Worker processes get the jars too. %maven gets libraries by their names.

    Example:  %jars lib/commons-math3-3.6.1.jar ~/jars/*.jar
    """;
  }

  @Override
  public MagicResult run(MagicCall call) throws MagicError, CellFailure {
    List<Words.Word> words = Words.of(call);
    if (words.isEmpty()) {
      List<Path> entries = call.engine().classPath();
      CellText.print(
          call,
          entries.isEmpty()
              ? "No jars have been added. Add some: %jars FILE …"
              : entries.stream().map(Path::toString).collect(Collectors.joining("\n")));
      return MagicResult.none();
    }
    Set<Path> added = new LinkedHashSet<>();
    for (Words.Word word : words) {
      added.addAll(entries(word));
    }
    Map<String, Coordinates> loaded = versions.on(call.engine().classPath());
    call.engine().addToClassPath(List.copyOf(added));
    CellText.print(
        call,
        "Added "
            + added.stream().map(Path::toString).collect(Collectors.joining(", "))
            + hidden(added, loaded));
    return MagicResult.none();
  }

  /// What is said of jars that stand behind another version of themselves, whose classes come
  /// first.
  private String hidden(Set<Path> added, Map<String, Coordinates> loaded) {
    StringBuilder said = new StringBuilder();
    for (Path jar : added) {
      Coordinates own = versions.of(jar).orElse(null);
      Coordinates first = own == null ? null : loaded.get(own.key());
      if (first != null && !first.version().equals(own.version())) {
        said.append("\nVersion ")
            .append(first.version())
            .append(" of ")
            .append(own.key())
            .append(" is loaded and comes first. To have ")
            .append(own.version())
            .append(", restart the kernel and add that one only.");
      }
    }
    return said.toString();
  }

  @Override
  public void check(MagicDraft draft) throws MagicError {
    List<Words.Word> _ = Words.of(draft);
  }

  @Override
  public Optional<MagicCompletion> complete(MagicDraft draft, int cursor) {
    return Optional.of(
        PathCandidates.ofWord(
            draft.cell(), draft.headerStart(), cursor, file -> file.toString().endsWith(".jar")));
  }

  private static List<Path> entries(Words.Word word) throws MagicError {
    Path path = UserPath.of(word.text());
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    if (!name.contains("*") && !name.contains("?")) {
      if (!Files.isReadable(path)) {
        throw Words.wrong(
            word,
            Files.exists(path) ? "cannot read " + path : "there is no file " + path,
            "Relative paths start at " + Path.of("").toAbsolutePath() + ".");
      }
      return List.of(path);
    }
    List<Path> found = new ArrayList<>();
    PathMatcher matcher = path.getFileSystem().getPathMatcher("glob:" + name);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(path.getParent(), file -> matcher.matches(file.getFileName()))) {
      files.forEach(found::add);
    } catch (IOException e) {
      throw Words.wrong(word, "cannot list " + path.getParent() + ": " + e, "");
    }
    if (found.isEmpty()) {
      throw Words.wrong(
          word, "no file matches " + path, "See what is there:  %%bash ⏎ ls " + path.getParent());
    }
    found.sort(null);
    return found;
  }
}
