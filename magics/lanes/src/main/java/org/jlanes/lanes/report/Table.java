package org.jlanes.lanes.report;

import java.util.ArrayList;
import java.util.List;
import org.jlanes.runtime.display.Html;

/// Rows below heads, as text and as HTML. The HTML is complete without styles, for notebooks that
/// are not trusted, and its text has the theme's colour.
///
/// @param heads the columns' heads
/// @param rows as many texts in each as there are heads
record Table(List<String> heads, List<List<String>> rows) {
  /// As HTML.
  String html() {
    StringBuilder out = new StringBuilder();
    out.append("<table style=\"margin:.4em 0;border-collapse:collapse\"><thead><tr>");
    heads.forEach(head -> cell(out, "th", head));
    out.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      out.append("<tr>");
      row.forEach(text -> cell(out, "td", text));
      out.append("</tr>");
    }
    return out.append("</tbody></table>").toString();
  }

  private static void cell(StringBuilder out, String tag, String text) {
    out.append('<').append(tag);
    out.append(" style=\"text-align:left;padding:0 1.5em 0 0;white-space:nowrap\">");
    out.append(Html.escape(text)).append("</").append(tag).append('>');
  }

  /// As plain text.
  String text() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(heads);
    lines.addAll(rows);
    StringBuilder out = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < line.size(); i++) {
        int column = i;
        int width = lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0);
        text.append(line.get(i)).append(" ".repeat(width - line.get(i).length() + 2));
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
    return out.toString().stripTrailing();
  }
}
