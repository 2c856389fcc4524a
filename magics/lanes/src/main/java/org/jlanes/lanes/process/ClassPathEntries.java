package org.jlanes.lanes.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
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

  private final Map<Path, Seen> jars = new ConcurrentHashMap<>();

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

  private static String folder(Path folder) throws IOException {
    MessageDigest digest = sha256();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
        String line = file + " " + a.size() + " " + a.lastModifiedTime().toMillis() + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
