package org.jlanes.assist;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;

/// The comments that were shown last, as HTML, and the headers: to find one, the whole source file
/// of its class is read. For one thread at a time.
final class RecentComments {
  private static final int MOST = 300;

  private final Map<String, String> comments =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  /// The comment of an element, empty text if it has none; empty if it is not known.
  Optional<String> of(Element element) {
    return Optional.ofNullable(comments.get(key(element)));
  }

  /// Takes note of one.
  void add(Element element, String comment) {
    comments.put(key(element), comment);
  }

  /// Forgets all, since other jars may have other classes of the same names.
  void clear() {
    comments.clear();
  }

  /// The header of an element; empty if it is not known.
  Optional<String> headerOf(Element element) {
    return Optional.ofNullable(comments.get("header " + key(element)));
  }

  /// Takes note of one.
  void addHeader(Element element, String header) {
    comments.put("header " + key(element), header);
  }

  private static String key(Element element) {
    return element.getEnclosingElement() + " " + element.getKind() + " " + element;
  }
}
