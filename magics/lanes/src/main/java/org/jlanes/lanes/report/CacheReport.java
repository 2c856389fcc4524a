package org.jlanes.lanes.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jlanes.lanes.ResultCache.Body;
import org.jlanes.runtime.display.Html;
import org.jlanes.runtime.system.Locales;

/// The results on disk as a table, with the folder and its limit above.
public final class CacheReport {
  private static final int DIGITS = 8;

  private final Path folder;
  private final long limit;
  private final List<Body> bodies;

  /// A report on a folder of results.
  public CacheReport(Path folder, long limit, List<Body> bodies) {
    this.folder = folder;
    this.limit = limit;
    this.bodies = List.copyOf(bodies);
  }

  /// As HTML.
  public String html() {
    return "<div>" + Html.escape(headline()) + "</div>" + (bodies.isEmpty() ? "" : table().html());
  }

  /// As plain text.
  public String text() {
    return bodies.isEmpty() ? headline() : headline() + "\n" + table().text();
  }

  private String headline() {
    long bytes = bodies.stream().mapToLong(Body::bytes).sum();
    int results = bodies.stream().mapToInt(Body::results).sum();
    return (bodies.isEmpty()
            ? "no results"
            : Bars.count(results, "result", "results") + ", " + size(bytes))
        + " in "
        + folder
        + " (at most "
        + size(limit)
        + ")";
  }

  private Table table() {
    return new Table(
        List.of("name", "body", "results", "size", "taken", "last used", ""),
        bodies.stream().map(CacheReport::row).toList());
  }

  private static List<String> row(Body body) {
    return List.of(
        body.name(),
        body.key().substring(0, DIGITS),
        String.format(Locales.NONE, "%,d", body.results()),
        size(body.bytes()),
        body.hits() == 1 ? "once" : String.format(Locales.NONE, "%,d times", body.hits()),
        ago(Duration.between(body.used(), Instant.now())),
        body.unfinished() ? "not complete: go on with --resume" : "");
  }

  /// A number of bytes with its unit.
  public static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    String units = "kMGTPE";
    double size = bytes;
    int unit = -1;
    while (size >= 999.5) {
      size /= 1000;
      unit++;
    }
    return String.format(
        Locales.NONE, size < 9.95 ? "%.1f %sB" : "%.0f %sB", size, units.charAt(unit));
  }

  private static String ago(Duration time) {
    if (time.toMinutes() < 1) {
      return "just now";
    }
    if (time.toHours() < 1) {
      return time.toMinutes() + " min ago";
    }
    return time.toDays() < 1 ? time.toHours() + " h ago" : time.toDays() + " d ago";
  }
}
