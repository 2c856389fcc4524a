package org.jlanes.runtime.display;

import java.util.UUID;
import org.jlanes.runtime.scope.Scope;

/// Shows values under the running cell. May be called by any thread of the cell; outside a cell it
/// prints the plain text to standard output.
public final class Display {
  private Display() {}

  /// Shows a value in its richest form and returns a handle to replace it later.
  public static Handle show(Object value) {
    return show(Rendering.render(value));
  }

  /// Shows HTML; `text` stands for it where HTML cannot be shown.
  public static Handle html(String html, String text) {
    return show(MimeBundle.html(html, text));
  }

  /// Shows Markdown.
  public static Handle markdown(String markdown) {
    return show(MimeBundle.text(markdown).with("text/markdown", markdown));
  }

  /// Clears the cell's output, at once or (`wait`) when the next output comes.
  public static void clear(boolean wait) {
    Scope scope = Scope.current();
    if (scope != null) {
      scope.output().clear(wait);
    }
  }

  private static Handle show(MimeBundle bundle) {
    Scope scope = Scope.current();
    String id = UUID.randomUUID().toString();
    send(scope, bundle, id, false);
    return new Handle(scope, id);
  }

  private static void send(Scope scope, MimeBundle bundle, String id, boolean update) {
    if (scope == null) {
      System.out.println(bundle.plain());
    } else {
      scope.output().display(bundle, id, update);
    }
  }

  /// A place under a cell whose content can be replaced. Safe for any thread.
  public static final class Handle {
    private final Scope scope;
    private final String id;

    private Handle(Scope scope, String id) {
      this.scope = scope;
      this.id = id;
    }

    /// The Jupyter `display_id`.
    public String id() {
      return id;
    }

    /// Replaces what is shown.
    public void update(Object value) {
      send(scope, Rendering.render(value), id, true);
    }
  }
}
