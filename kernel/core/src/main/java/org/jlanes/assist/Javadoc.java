package org.jlanes.assist;

import java.util.List;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import org.jlanes.runtime.display.MimeBundle;

/// Javadoc comments as text and HTML. Not a complete renderer: inline tags become their text, block
/// tags paragraphs.
final class Javadoc {
  private static final int MOST_OVERLOADS = 12;

  private Javadoc() {}

  /// Signatures with their comments.
  ///
  /// @param source the user's own source of what is described, may be empty
  static MimeBundle bundle(List<Documentation> found, String source) {
    StringBuilder text = new StringBuilder();
    StringBuilder html = new StringBuilder();
    String before = "";
    for (Documentation one : found.stream().limit(MOST_OVERLOADS).toList()) {
      text.append(one.signature()).append('\n');
      html.append("<pre><b>").append(escape(one.signature())).append("</b></pre>\n");
      String javadoc = one.javadoc() == null ? "" : one.javadoc();
      if (!javadoc.isBlank() && !javadoc.equals(before)) {
        text.append('\n').append(text(javadoc).indent(4)).append('\n');
        html.append(html(javadoc)).append('\n');
        before = javadoc;
      }
    }
    if (found.size() > MOST_OVERLOADS) {
      String more = "… and " + (found.size() - MOST_OVERLOADS) + " more overloads";
      text.append(more).append('\n');
      html.append("<p>").append(more).append("</p>");
    }
    if (!source.isEmpty()) {
      text.append('\n').append(source);
      html.append("<pre>").append(escape(source)).append("</pre>");
    }
    return MimeBundle.html(html.toString(), text.toString().stripTrailing());
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String html(String javadoc) {
    String inline =
        javadoc
            .replaceAll("\\{@(?:code|literal)\\s+([^{}]*)}", "<code>$1</code>")
            .replaceAll("\\{@link(?:plain)?\\s+[^\\s{}]+\\s+([^{}]+)}", "<code>$1</code>")
            .replaceAll("\\{@link(?:plain)?\\s+#?([^{}]+)}", "<code>$1</code>")
            .replaceAll("\\{@(?:return|summary)\\s+([^{}]*)}", "Returns $1.")
            .replaceAll("\\{@\\w+\\s*([^{}]*)}", "$1");
    return "<div>"
        + inline
            .replaceAll("(?m)^\\s*@param\\s+(<?\\w+>?)", "<p><b>$1</b>")
            .replaceAll("(?m)^\\s*@(?:throws|exception)\\s+(\\S+)", "<p><b>throws $1</b>")
            .replaceAll("(?m)^\\s*@return\\b", "<p><b>returns</b>")
            .replaceAll("(?m)^\\s*@(\\w+)", "<p><b>$1</b>")
        + "</div>";
  }

  private static String text(String javadoc) {
    return html(javadoc)
        .replaceAll("(?i)<li>\\s*", "- ")
        .replaceAll("(?i)\\s*<(?:p|div|ul|dl|pre|blockquote|h\\d)\\b[^>]*>", "\n\n")
        .replaceAll("<[^>]+>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replaceAll("\n{3,}", "\n\n")
        .strip();
  }
}
