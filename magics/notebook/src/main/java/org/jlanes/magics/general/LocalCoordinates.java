package org.jlanes.magics.general;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jlanes.runtime.magic.MagicCompletion;
import org.jlanes.runtime.magic.MagicCompletion.Candidate;
import org.jlanes.runtime.magic.MagicDraft;

/// Completes Maven coordinates, `group:artifact:version`, from what a local repository has.
public final class LocalCoordinates {
  private LocalCoordinates() {}

  /// What could stand at the end of the last word before the cursor: the next part of a group, an
  /// artifact, a version (newest first).
  ///
  /// @param repository the folder, mostly `~/.m2/repository`
  public static MagicCompletion complete(MagicDraft draft, int cursor, Path repository) {
    String header = draft.cell().substring(draft.headerStart(), cursor);
    String word = header.substring(1 + Math.max(header.lastIndexOf(' '), header.lastIndexOf('\n')));
    String[] parts = word.split(":", -1);
    try {
      return switch (parts.length) {
        case 1 -> groups(repository, word, cursor);
        case 2 -> artifacts(repository.resolve(folder(parts[0])), parts[1], cursor);
        case 3 ->
            versions(repository.resolve(folder(parts[0])).resolve(parts[1]), parts[2], cursor);
        default -> new MagicCompletion(cursor, List.of());
      };
    } catch (InvalidPathException e) {
      // Nothing of that name can be there.
      return new MagicCompletion(cursor, List.of());
    }
  }

  private static String folder(String group) {
    return group.replace('.', '/');
  }

  private static MagicCompletion groups(Path repository, String typed, int cursor) {
    int dot = typed.lastIndexOf('.');
    String prefix = typed.substring(dot + 1);
    Path above = dot < 0 ? repository : repository.resolve(folder(typed.substring(0, dot)));
    List<Candidate> found = new ArrayList<>();
    for (String name : folders(above, prefix)) {
      boolean group = false;
      boolean deeper = false;
      for (String inside : folders(above.resolve(name), "")) {
        boolean artifact = isArtifact(above.resolve(name).resolve(inside));
        group |= artifact;
        deeper |= !artifact && !isVersion(above.resolve(name).resolve(inside));
      }
      if (group) {
        found.add(new Candidate(name + ":", "module", "group"));
      }
      if (deeper) {
        found.add(new Candidate(name + ".", "module", "group"));
      }
    }
    return new MagicCompletion(cursor - prefix.length(), found);
  }

  private static MagicCompletion artifacts(Path group, String prefix, int cursor) {
    List<Candidate> found =
        folders(group, prefix).stream()
            .filter(name -> isArtifact(group.resolve(name)))
            .map(name -> new Candidate(name + ":", "module", "artifact"))
            .toList();
    return new MagicCompletion(cursor - prefix.length(), found);
  }

  private static MagicCompletion versions(Path artifact, String prefix, int cursor) {
    List<Candidate> found =
        folders(artifact, prefix).stream()
            .filter(name -> isVersion(artifact.resolve(name)))
            .sorted(Comparator.comparing(LocalCoordinates::sortable).reversed())
            .map(name -> new Candidate(name, "module", "version"))
            .toList();
    return new MagicCompletion(cursor - prefix.length(), found);
  }

  /// `1.10` behind `1.9`: numbers of the same width compare as they should.
  private static String sortable(String version) {
    StringBuilder text = new StringBuilder();
    for (String part : version.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)")) {
      boolean number = Character.isDigit(part.charAt(0));
      text.append(number && part.length() < 12 ? "0".repeat(12 - part.length()) : "").append(part);
    }
    return text.toString();
  }

  private static boolean isArtifact(Path folder) {
    return folders(folder, "").stream().anyMatch(name -> isVersion(folder.resolve(name)));
  }

  private static boolean isVersion(Path folder) {
    Path artifact = folder.getParent();
    return Files.isRegularFile(
        folder.resolve(artifact.getFileName() + "-" + folder.getFileName() + ".pom"));
  }

  private static List<String> folders(Path parent, String prefix) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(parent)) {
      return inside
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(prefix) && !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      // It may not be read: nothing to offer.
      return List.of();
    }
  }
}
