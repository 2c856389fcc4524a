package org.jlanes.runtime.display;

/// Text made safe to stand in HTML, for what [Display#html] shows.
public final class Html {
  private Html() {}

  /// The text with the five characters that mean something in HTML, in element content and in
  /// quoted attributes, replaced by entities.
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
