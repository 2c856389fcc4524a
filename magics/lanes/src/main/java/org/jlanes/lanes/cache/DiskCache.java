package org.jlanes.lanes.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jlanes.lanes.ResultCache;
import org.jlanes.lanes.report.CacheReport;
import org.jlanes.runtime.display.MimeBundle;

/// What users see of a [CacheFolder] and do to it.
///
/// @param cache the folder
public record DiskCache(CacheFolder cache) implements ResultCache {
  private static final System.Logger LOG = System.getLogger(DiskCache.class.getName());
  private static final int LEAST_DIGITS = 8;

  private record Found(Path folder, Body body, CacheEntries entries) {}

  @Override
  public Path folder() {
    return cache.root();
  }

  @Override
  public long limit() {
    return cache.bytes();
  }

  @Override
  public List<Body> list() {
    return find().stream().map(Found::body).toList();
  }

  private List<Found> find() {
    List<Found> all = new ArrayList<>();
    CacheEntries.folders(cache.sweeps()).forEach(folder -> all.add(found(folder, true)));
    CacheEntries.folders(cache.results()).forEach(folder -> all.add(found(folder, false)));
    all.removeIf(found -> found.body.results() == 0);
    all.sort(Comparator.comparing((Found found) -> found.body.used()).reversed());
    return all;
  }

  private static Found found(Path folder, boolean unfinished) {
    CacheEntries entries = CacheEntries.of(folder);
    String name = "";
    long hits = 0;
    try {
      name = Files.readString(folder.resolve(ResultFolder.NAME));
      hits = ResultFolder.sum(folder.resolve(ResultFolder.HITS));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no name or account in " + folder, e);
    }
    Body body =
        new Body(
            name,
            folder.getFileName().toString(),
            unfinished,
            entries.results().size(),
            entries.results().stream().mapToLong(CacheEntries.Entry::bytes).sum(),
            hits,
            entries.results().stream()
                .map(CacheEntries.Entry::used)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH));
    return new Found(folder, body, entries);
  }

  @Override
  public Cleared clear(String name, Duration unusedFor) throws IOException {
    List<Found> all = find();
    List<Found> meant =
        name == null ? all : all.stream().filter(found -> isMeant(found.body, name)).toList();
    if (meant.isEmpty() && name != null) {
      throw new IllegalArgumentException(
          "there are no results of `"
              + name
              + "`; "
              + (all.isEmpty()
                  ? "the cache is empty"
                  : "there are those of "
                      + all.stream()
                          .map(found -> found.body.name())
                          .distinct()
                          .collect(Collectors.joining(", "))));
    }
    Instant end = Instant.now().minus(unusedFor);
    int results = 0;
    long bytes = 0;
    for (Found found : meant) {
      for (CacheEntries.Entry entry : found.entries.results()) {
        boolean old = unusedFor.isZero() || entry.used().isBefore(end);
        if (old && Files.deleteIfExists(entry.file())) {
          results++;
          bytes += entry.bytes();
        }
      }
      CacheTrim.deleteIfEmpty(found.folder);
    }
    return new Cleared(results, bytes);
  }

  private static boolean isMeant(Body body, String name) {
    return body.name().equals(name) || name.length() >= LEAST_DIGITS && body.key().startsWith(name);
  }

  @Override
  public MimeBundle toMimeBundle() {
    CacheReport report = new CacheReport(folder(), limit(), list());
    return MimeBundle.html(report.html(), report.text());
  }

  @Override
  public String toString() {
    return new CacheReport(folder(), limit(), list()).text();
  }
}
