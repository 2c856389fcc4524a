package org.jlanes.lanes.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jlanes.runtime.envelope.Envelope.ShippedJar;

/// Jars and class folders with digests that change when their content does. Digests are remembered
/// for as long as size and time of a file stay the same. Safe for any thread.
final class ClassPathEntries {
  private record Seen(long size, long modified, String digest) {}

  private record Stamp(Path file, long size, long modified) {}

  private record SeenFolder(List<Stamp> files, String digest) {}

  private final Map<Path, Seen> jars = new ConcurrentHashMap<>();
  private final Map<Path, SeenFolder> folders = new ConcurrentHashMap<>();

  /// The entries as they are now. What does not exist is left out, as the JVM does.
  List<ShippedJar> of(List<Path> paths) throws IOException {
    List<ShippedJar> entries = new ArrayList<>();
    for (Path path : paths) {
      Path absolute = path.toAbsolutePath();
      if (Files.isDirectory(absolute)) {
        entries.add(new ShippedJar(absolute.toString(), folder(absolute)));
      } else if (Files.exists(absolute)) {
        entries.add(new ShippedJar(absolute.toString(), jar(absolute)));
      }
    }
    return entries;
  }

  /// The class path of this JVM.
  static List<Path> ofThisJvm() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .toList();
  }

  private String jar(Path jar) throws IOException {
    BasicFileAttributes now = Files.readAttributes(jar, BasicFileAttributes.class);
    Seen seen = jars.get(jar);
    long modified = now.lastModifiedTime().toMillis();
    if (seen == null || seen.size() != now.size() || seen.modified() != modified) {
      MessageDigest digest = sha256();
      try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      seen = new Seen(now.size(), modified, HexFormat.of().formatHex(digest.digest()));
      jars.put(jar, seen);
    }
    return seen.digest();
  }

  private String folder(Path folder) throws IOException {
    List<Stamp> now = files(folder);
    SeenFolder seen = folders.get(folder);
    if (seen == null || !seen.files().equals(now)) {
      MessageDigest digest = sha256();
      now.stream()
          .sorted(Comparator.comparing(Stamp::file))
          .map(stamp -> stamp.file() + " " + stamp.size() + " " + stamp.modified() + "\n")
          .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
      seen = new SeenFolder(now, HexFormat.of().formatHex(digest.digest()));
      folders.put(folder, seen);
    }
    return seen.digest();
  }

  /// Folders and files, in the order in which the file system has them.
  private static List<Stamp> files(Path folder) throws IOException {
    List<Stamp> all = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return seen(path, attributes);
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            return seen(
                path,
                attributes.isSymbolicLink()
                    ? Files.readAttributes(path, BasicFileAttributes.class)
                    : attributes);
          }

          private FileVisitResult seen(Path path, BasicFileAttributes attributes) {
            long modified = attributes.lastModifiedTime().toMillis();
            all.add(new Stamp(path, attributes.size(), modified));
            return FileVisitResult.CONTINUE;
          }
        });
    return all;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
