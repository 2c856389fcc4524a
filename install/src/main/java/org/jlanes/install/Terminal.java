package org.jlanes.install;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Where a command writes: plain text in a file or pipe, coloured and updated in place on a
/// terminal. Always UTF-8. Used by one thread at a time.
public final class Terminal {
  /// CSI sequences (colours, cursor moves) and OSC sequences (links, titles).
  private static final Pattern ESCAPES =
      Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\))");

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean interactive;
  private final boolean styled;
  private final int width;

  /// A terminal.
  ///
  /// @param interactive whether a person looks at it, so that lines can be updated in place
  /// @param styled whether colours may be used
  /// @param width columns
  public Terminal(
      OutputStream out, OutputStream err, boolean interactive, boolean styled, int width) {
    this.out = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    this.err = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    this.interactive = interactive;
    this.styled = styled;
    this.width = width;
  }

  /// This process's terminal. The script `install/jlanes` says whether standard output is one
  /// (`jlanes.terminal`); `NO_COLOR` and `TERM=dumb` are respected.
  public static Terminal system() {
    boolean interactive =
        Boolean.getBoolean("jlanes.terminal") && !"dumb".equals(System.getenv("TERM"));
    boolean styled = interactive && System.getenv("NO_COLOR") == null;
    return new Terminal(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        interactive,
        styled,
        columns());
  }

  private static int columns() {
    String columns = System.getProperty("jlanes.columns", "");
    return columns.matches("[1-9][0-9]{1,3}") ? Math.max(40, Integer.parseInt(columns)) : 100;
  }

  /// Standard output.
  public PrintWriter out() {
    return out;
  }

  /// Standard error.
  public PrintWriter err() {
    return err;
  }

  /// Whether lines can be updated in place.
  public boolean interactive() {
    return interactive;
  }

  /// Whether colours are used.
  public boolean styled() {
    return styled;
  }

  /// Columns.
  public int width() {
    return width;
  }

  /// The text in a style, or as it is where there are no colours.
  public String style(Style style, String text) {
    return styled && !text.isEmpty() ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
  }

  /// Text that may contain colours, without them where there are none.
  public String adapt(String text) {
    return styled ? text : plain(text);
  }

  /// Text without escape sequences.
  public static String plain(String text) {
    return ESCAPES.matcher(text).replaceAll("");
  }

  /// Writes text at once.
  public void print(String text) {
    out.print(text);
    out.flush();
  }

  /// Writes a line.
  public void println(String line) {
    out.print(line + "\n");
    out.flush();
  }

  /// Tells of a failure on standard error: what was wrong, then what to do.
  public void problem(String message, String advice) {
    out.flush();
    err.print(style(Style.RED, "jlanes: ") + message + "\n");
    if (!advice.isBlank()) {
      err.print(advice.strip().indent(2));
    }
    err.flush();
  }

  /// The few styles that are used.
  public enum Style {
    /// Headings and what matters.
    BOLD("1"),
    /// What may be skipped.
    DIM("2"),
    /// Failures.
    RED("31"),
    /// Success.
    GREEN("32"),
    /// Warnings.
    YELLOW("33"),
    /// Cell numbers.
    BLUE("34"),
    /// Magics.
    CYAN("36");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }
}
