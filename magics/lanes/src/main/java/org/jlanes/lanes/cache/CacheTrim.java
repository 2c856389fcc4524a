package org.jlanes.lanes.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Makes room in the cache: the results that were not used for longest go first. Other kernels may
/// use the folder, and make room in it, at the same time: a result is read whole before it is used,
/// and one that has gone is computed again.
///
/// @param cache the folder, and how many bytes its results may take
record CacheTrim(CacheFolder cache) {
  /// The part of the cache that runs may fill before room is made again.
  static final int SLACK = 16;

  private static final System.Logger LOG = System.getLogger(CacheTrim.class.getName());

  /// After this time a file that was begun belongs to a kernel that was killed.
  private static final Duration ABANDONED = Duration.ofDays(1);

  /// Deletes what is too much. Never fails.
  void run() {
    List<CacheEntries.Entry> all = new ArrayList<>();
    for (Path parent : List.of(cache.results(), cache.sweeps())) {
      for (Path folder : CacheEntries.folders(parent)) {
        CacheEntries entries = CacheEntries.of(folder);
        all.addAll(entries.results());
        Instant end = Instant.now().minus(ABANDONED);
        entries.begun().stream().filter(e -> e.used().isBefore(end)).forEach(CacheTrim::delete);
      }
    }
    all.sort(Comparator.comparing(CacheEntries.Entry::used).reversed());
    long most = cache.bytes() - cache.bytes() / SLACK;
    long sum = 0;
    for (CacheEntries.Entry entry : all) {
      sum += entry.bytes();
      if (sum > most) {
        delete(entry);
      }
    }
    for (Path parent : List.of(cache.results(), cache.sweeps())) {
      CacheEntries.folders(parent).forEach(CacheTrim::deleteIfEmpty);
    }
  }

  private static void delete(CacheEntries.Entry entry) {
    try {
      Files.deleteIfExists(entry.file());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "left in the cache: " + entry.file(), e);
    }
  }

  /// Deletes the folder of a body that has no results any more.
  static void deleteIfEmpty(Path folder) {
    CacheEntries entries = CacheEntries.of(folder);
    if (entries.results().isEmpty() && entries.begun().isEmpty()) {
      try {
        ResultFolder.deleteAccount(folder);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "left in the cache: " + folder, e);
      }
    }
  }
}
