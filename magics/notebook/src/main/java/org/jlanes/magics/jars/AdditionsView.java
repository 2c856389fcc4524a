package org.jlanes.magics.jars;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jlanes.magics.general.TimeMagic;
import org.jlanes.runtime.display.Html;
import org.jlanes.runtime.display.MimeBundle;

/// The summary that `%maven` ends with, as HTML and as text.
///
/// @param bytes the size of the added jars
record AdditionsView(Additions additions, Path localRepository, long bytes) {
  private static final String WAY_OUT =
      "Classes of a loaded version may be in use, so it stays. To have the other one, restart the"
          + " kernel and name it in the first %maven.";

  MimeBundle bundle() {
    return MimeBundle.html(html(), text());
  }

  private String headline() {
    List<Artifact> added = additions.added();
    if (added.isEmpty()) {
      return additions.present().isEmpty() ? "Nothing was added." : "All of it is loaded already.";
    }
    long needed = added.stream().filter(one -> one.depth() > 0).count();
    Set<String> sources =
        added.stream()
            .map(Artifact::source)
            .filter(source -> !source.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    String from =
        sources.isEmpty()
            ? localRepository.toString()
            : "downloaded from " + String.join(", ", sources);
    return "Added %s (%s%s; %s)."
        .formatted(
            jars(added.size()),
            needed == 0 ? "" : needed + " of them needed by others; ",
            TimeMagic.bytes(bytes),
            from);
  }

  private static String jars(int count) {
    return count == 1 ? "1 jar" : count + " jars";
  }

  private String text() {
    StringBuilder text = new StringBuilder(headline());
    for (Artifact one : additions.added()) {
      text.append("\n  ").repeat("  ", one.depth()).append(one.coordinates());
    }
    if (!additions.added().isEmpty() && !additions.present().isEmpty()) {
      text.append("\nLoaded already: ").append(present());
    }
    for (Additions.Conflict conflict : additions.conflicts()) {
      text.append("\nNot added: ").append(sentence(conflict));
    }
    if (!additions.conflicts().isEmpty()) {
      text.append('\n').append(WAY_OUT);
    }
    for (Artifact other : additions.others()) {
      text.append("\nNo jar, so not on the class path: ").append(other.file());
    }
    return text.toString();
  }

  private String html() {
    StringBuilder html = new StringBuilder("<div>");
    if (additions.added().isEmpty()) {
      html.append(Html.escape(headline()));
    } else {
      html.append("<details><summary>").append(Html.escape(headline())).append("</summary><ul>");
      for (Artifact one : additions.added()) {
        html.append("<li>")
            .append(Html.escape(one.coordinates().toString()))
            .append(one.parent().isEmpty() ? "" : Html.escape(" (needed by " + one.parent() + ")"))
            .append("</li>");
      }
      html.append("</ul></details>");
    }
    if (!additions.added().isEmpty() && !additions.present().isEmpty()) {
      html.append("<div>Loaded already: ").append(Html.escape(present())).append("</div>");
    }
    for (Additions.Conflict conflict : additions.conflicts()) {
      html.append("<div><b>Not added:</b> ").append(Html.escape(sentence(conflict)));
      html.append("</div>");
    }
    if (!additions.conflicts().isEmpty()) {
      html.append("<div>").append(WAY_OUT).append("</div>");
    }
    for (Artifact other : additions.others()) {
      html.append("<div>No jar, so not on the class path: ")
          .append(Html.escape(other.file().toString()))
          .append("</div>");
    }
    return html.append("</div>").toString();
  }

  private String present() {
    return additions.present().stream()
        .map(one -> one.coordinates().toString())
        .collect(Collectors.joining(", "));
  }

  private static String sentence(Additions.Conflict conflict) {
    Artifact wanted = conflict.wanted();
    return wanted.coordinates()
        + (wanted.parent().isEmpty() ? "" : " (needed by " + wanted.parent() + ")")
        + ", because version "
        + conflict.loaded().version()
        + " is loaded.";
  }
}
