package org.jlanes.magics.jars;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jlanes.magics.general.TimeMagic;
import org.jlanes.runtime.display.Html;
import org.jlanes.runtime.display.MimeBundle;

/// How the downloads of a `%maven` go on: told by the resolver's threads, shown by the cell's. Its
/// monitor guards it.
final class Downloads implements Consumer<Map<String, Object>> {
  private static final int LISTED = 5;

  private final Map<String, Download> running = new LinkedHashMap<>();
  private int arrived;
  private long arrivedBytes;
  private boolean changed;

  /// A file on its way.
  ///
  /// @param total bytes, -1 where unknown
  private record Download(String name, String repository, long bytes, long total) {
    String text() {
      String so = total < 0 ? TimeMagic.bytes(bytes) : share();
      return name + "  " + so + " from " + repository;
    }

    private String share() {
      return TimeMagic.bytes(bytes) + " of " + TimeMagic.bytes(total);
    }

    String bar() {
      return total <= 0
          ? "<progress></progress>"
          : "<progress max=\"" + total + "\" value=\"" + bytes + "\"></progress>";
    }
  }

  @Override
  public synchronized void accept(Map<String, Object> event) {
    String path = (String) event.get("name");
    Download now =
        new Download(
            path.substring(path.lastIndexOf('/') + 1),
            (String) event.get("repository"),
            (Long) event.get("bytes"),
            (Long) event.get("total"));
    switch ((String) event.get("state")) {
      case "running" -> running.put(path, now);
      case "arrived" -> {
        running.remove(path);
        arrived++;
        arrivedBytes += now.bytes;
      }
      // Mostly because another repository has it.
      default -> running.remove(path);
    }
    changed = true;
  }

  /// Whether something has changed since the last look.
  synchronized boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /// How it goes on.
  synchronized MimeBundle view() {
    List<Download> listed = running.values().stream().limit(LISTED).toList();
    StringBuilder text = new StringBuilder(headline());
    StringBuilder html = new StringBuilder("<div>").append(headline()).append("<table><tbody>");
    for (Download one : listed) {
      text.append("\n  ").append(one.text());
      html.append("<tr><td>")
          .append(one.bar())
          .append("</td><td>")
          .append(Html.escape(one.text()))
          .append("</td></tr>");
    }
    return MimeBundle.html(html.append("</tbody></table></div>").toString(), text.toString());
  }

  /// What is left of it when it was stopped.
  synchronized MimeBundle stopped() {
    return MimeBundle.text(headline() + "; stopped. What has arrived is kept for the next time.");
  }

  private String headline() {
    long bytes = arrivedBytes + running.values().stream().mapToLong(Download::bytes).sum();
    return "Maven: "
        + (arrived == 1 ? "1 file" : arrived + " files")
        + ", "
        + TimeMagic.bytes(bytes);
  }
}
