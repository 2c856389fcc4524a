package org.jlanes.lanes.nativecode;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes room in the folder of compiled libraries: what was not used for longest goes first. Only
/// files with names that [LibraryCache] gives are touched. Other kernels may use the folder, and
/// make room in it, at the same time: a library is read whole before it is used, and one that has
/// gone is compiled again.
///
/// @param libraries how many are kept at most
/// @param bytes how many bytes they take together at most
record CacheTrim(int libraries, long bytes) {
  /// What is kept; `%%native --help` and the README tell these numbers.
  static final CacheTrim USUAL = new CacheTrim(1000, 256L << 20);

  private static final System.Logger LOG = System.getLogger(CacheTrim.class.getName());
  private static final Pattern LIBRARY = Pattern.compile("([0-9a-f]{32})\\.(so|dylib|dll|txt)");
  private static final Pattern BUILD = Pattern.compile("build-[0-9]+");

  /// After this time a compiler's folder belongs to a kernel that was killed.
  private static final Duration ABANDONED = Duration.ofDays(1);

  /// A library with the messages beside it.
  private static final class Kept {
    private final List<Path> files = new ArrayList<>();
    private long size;
    private Instant used = Instant.MIN;
  }

  /// Deletes what is too much. Never fails: a cache that stays too large harms no cell.
  void run(LibraryCache cache) {
    Map<String, Kept> all = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(cache.folder())) {
      for (Path file : files) {
        look(file, all);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot list " + cache.folder(), e);
      return;
    }
    List<Kept> newestFirst = new ArrayList<>(all.values());
    newestFirst.sort(Comparator.comparing((Kept k) -> k.used).reversed());
    long sum = 0;
    for (int i = 0; i < newestFirst.size(); i++) {
      Kept kept = newestFirst.get(i);
      sum += kept.size;
      // The newest was made just now, whatever its size.
      if (i > 0 && (i >= libraries || sum > bytes)) {
        kept.files.forEach(CacheTrim::delete);
      }
    }
  }

  private static void look(Path file, Map<String, Kept> all) {
    String name = file.getFileName().toString();
    Matcher library = LIBRARY.matcher(name);
    try {
      if (library.matches()) {
        BasicFileAttributes now = attributes(file);
        if (now.isRegularFile()) {
          Kept kept = all.computeIfAbsent(library.group(1), k -> new Kept());
          kept.files.add(file);
          kept.size += now.size();
          Instant used = now.lastModifiedTime().toInstant();
          kept.used = used.isAfter(kept.used) ? used : kept.used;
        }
      } else if (BUILD.matcher(name).matches()) {
        BasicFileAttributes now = attributes(file);
        Instant end = now.lastModifiedTime().toInstant().plus(ABANDONED);
        if (now.isDirectory() && end.isBefore(Instant.now())) {
          abandoned(file);
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "gone meanwhile: " + file, e);
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static void abandoned(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(CacheTrim::delete);
    }
    delete(folder);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "left in the cache: " + file, e);
    }
  }
}
