package org.jlanes.install;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlanes.client.Output;
import org.jlanes.install.notebook.NotebookCell;
import org.jlanes.runtime.system.Locales;

/// Shows a notebook's run as text: each cell's code, then its output as it comes.
///
/// A display that is being updated (the progress of a lane) stays below the cell's other output: on
/// a terminal it is drawn again in place, elsewhere only its last state is printed, when the cell
/// ends.
final class RunConsole implements RunListener {
  /// In front of each line of output.
  private static final String INDENT = "    ";

  private final Terminal terminal;
  private final LiveArea live;

  /// What a display with an id shows now.
  private record Pending(NotebookCell cell, String text) {}

  /// What `display_data` with an id has brought, by id, as long as it may still change.
  private final Map<String, Pending> pending = new LinkedHashMap<>();

  /// The ids that have been updated at least once, or will be.
  private final Set<String> updated = new HashSet<>();

  private NotebookCell current;
  private int number;

  /// Whether the last character printed was a newline.
  private boolean atLineStart = true;

  RunConsole(Terminal terminal) {
    this.terminal = terminal;
    this.live = new LiveArea(terminal, INDENT);
  }

  @Override
  public void text(NotebookCell cell) {
    if (cell.isMarkdown()) {
      terminal.print(new MarkdownText(terminal).render(cell.source()) + "\n");
    }
  }

  @Override
  public void started(NotebookCell cell) {
    current = cell;
    number++;
    String label = String.format(Locales.NONE, "%3d ", number);
    for (String line : cell.source().stripTrailing().split("\n", -1)) {
      terminal.print(terminal.style(Terminal.Style.BLUE, label + "│ ") + code(line) + "\n");
      label = INDENT;
    }
  }

  @Override
  public void output(NotebookCell cell, Output output) {
    live.erase();
    if (!(output instanceof Output.Update)) {
      settle();
    }
    switch (output) {
      case Output.Stream stream -> stream(cell, stream);
      case Output.Display shown when shown.displayId() == null ->
          block(cell, INDENT, text(shown.data()));
      case Output.Display shown -> {
        pending.put(shown.displayId(), new Pending(cell, text(shown.data())));
        if (isProgress(shown.data())) {
          updated.add(shown.displayId());
        }
      }
      // A progress that makes room for the report below what was printed.
      case Output.Update update when text(update.data()).isEmpty() ->
          pending.remove(update.displayId());
      case Output.Update update -> {
        pending.put(update.displayId(), new Pending(cell, text(update.data())));
        updated.add(update.displayId());
      }
      case Output.Result result -> block(cell, "  → ", text(result.data()));
      case Output.Error error -> block(cell, INDENT, traceback(error));
      case Output.Clear _ -> pending.clear();
    }
    if (atLineStart) {
      live.draw(pending.values().stream().map(Pending::text).collect(Collectors.joining("\n")));
    }
  }

  @Override
  public void ended(NotebookCell cell, int count, boolean succeeded, Duration wall) {
    live.erase();
    pending.values().forEach(shown -> block(shown.cell(), INDENT, shown.text()));
    pending.clear();
    freshLine();
    String seconds = String.format(Locales.NONE, "%.2f s", wall.toMillis() / 1000.0);
    terminal.print(
        INDENT
            + (succeeded
                ? terminal.style(Terminal.Style.DIM, "· " + seconds)
                : terminal.style(Terminal.Style.RED, "✗ failed after " + seconds))
            + "\n\n");
  }

  /// Prints the displays that have not been updated: they are no progress, and stand where they
  /// came.
  private void settle() {
    var displays = pending.entrySet().iterator();
    while (displays.hasNext()) {
      var display = displays.next();
      if (!updated.contains(display.getKey())) {
        displays.remove();
        block(display.getValue().cell(), INDENT, display.getValue().text());
      }
    }
  }

  private void stream(NotebookCell cell, Output.Stream stream) {
    mark(cell);
    String text = stream.text();
    StringBuilder shown = new StringBuilder();
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      String line = terminal.adapt(text.substring(start, end));
      shown
          .append(atLineStart ? INDENT : "")
          .append(
              stream.name().equals("stderr") ? terminal.style(Terminal.Style.YELLOW, line) : line);
      atLineStart = newline >= 0;
      if (atLineStart) {
        shown.append('\n');
      }
      start = end + 1;
    }
    terminal.print(shown.toString());
  }

  private void block(NotebookCell cell, String first, String text) {
    freshLine();
    mark(cell);
    String lines =
        terminal.adapt(text.stripTrailing()).lines().collect(Collectors.joining("\n" + INDENT));
    terminal.print(first + lines + "\n");
  }

  /// Names the cell whose output comes while another one runs.
  private void mark(NotebookCell cell) {
    if (!cell.equals(current)) {
      freshLine();
      terminal.print(
          INDENT
              + terminal.style(Terminal.Style.DIM, "(of the cell at " + cell.position() + ")")
              + "\n");
    }
  }

  private void freshLine() {
    if (!atLineStart) {
      terminal.print("\n");
      atLineStart = true;
    }
  }

  private String code(String line) {
    if (line.startsWith("%")) {
      return terminal.style(Terminal.Style.CYAN, line);
    }
    return line.stripLeading().startsWith("//") ? terminal.style(Terminal.Style.DIM, line) : line;
  }

  /// Whether a display shows that something goes on, and so will be updated.
  private static boolean isProgress(JsonObject data) {
    return data.get("text/html") instanceof JsonPrimitive html
        && html.getAsString().contains("<progress");
  }

  private static String text(JsonObject data) {
    String text = data.get("text/plain") instanceof JsonPrimitive plain ? plain.getAsString() : "";
    boolean picture = data.keySet().stream().anyMatch(type -> type.startsWith("image/"));
    return picture ? text + "\n(a picture: see the executed notebook)" : text;
  }

  private static String traceback(Output.Error error) {
    return error.traceback().isEmpty()
        ? error.ename() + ": " + error.evalue()
        : String.join("\n", error.traceback());
  }
}
