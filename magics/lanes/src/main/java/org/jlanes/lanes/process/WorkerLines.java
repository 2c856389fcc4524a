package org.jlanes.lanes.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Timers;
import org.jlanes.runtime.scope.UnscopedThread;

/// What one worker prints in a run, line by line, each behind the worker's number in its colour.
///
/// A line is written when it is complete. One that is not is written when the item ends, or when
/// nothing has been added for a moment; what comes later continues it, unless another worker has
/// written meanwhile. A carriage return begins the line anew, as progress bars do; only the latest
/// state is shown. Colours that the worker has set hold for its own lines only.
///
/// Its monitor guards it; any thread may use it. Whoever holds it may take the [LineDesk]'s.
final class WorkerLines implements CellOutput {
  /// How long a line waits for its end.
  private static final long PATIENCE_MILLIS = 250;

  /// How long nothing has been added to a line that is written without its end, unless it has been
  /// looked at so often.
  private static final long MOMENT_MILLIS = 40;

  private static final int MOST_LOOKS = 10;

  /// Bytes of a line that are written without its end.
  private static final int LONGEST = 32 * 1024;

  /// The colours of terminals, without red and black.
  private static final int[] COLOURS = {36, 35, 32, 34, 33, 96, 95, 92, 94, 93};

  private static final Pattern STYLE = Pattern.compile("\u001b\\[([0-9;:]*)m");
  private static final int LONGEST_STYLE = 64;
  private static final Executor LATER =
      Timers.delayed(
          PATIENCE_MILLIS, TimeUnit.MILLISECONDS, UnscopedThread.named("worker-lines")::start);

  private static final Executor SOON =
      Timers.delayed(
          MOMENT_MILLIS, TimeUnit.MILLISECONDS, UnscopedThread.named("worker-lines")::start);

  /// One stream.
  private static final class Line {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// What sets the style that the worker has left switched on.
    String style = "";

    /// Whether a part of the line has been written.
    boolean begun;

    /// Whether what comes next takes the place of that part.
    boolean returned;

    /// Whether it will be looked after.
    boolean due;

    /// When something was added, by `System.nanoTime`.
    long added;

    /// How often it has been looked after while something was just being added.
    int looks;
  }

  private final LineDesk desk;
  private final String prefix;
  private final Map<Stream, Line> lines = new EnumMap<>(Stream.class);

  /// The lines of a worker.
  ///
  /// @param number as users count, from 1
  WorkerLines(LineDesk desk, int number) {
    this.desk = desk;
    String name = "[" + number + "]";
    int colour = COLOURS[(number - 1) % COLOURS.length];
    this.prefix = (desk.coloured() ? "\u001b[" + colour + "m" + name + "\u001b[39m" : name) + " ";
    for (Stream stream : Stream.values()) {
      lines.put(stream, new Line());
    }
  }

  @Override
  public synchronized void write(Stream stream, byte[] bytes, int offset, int length) {
    Line line = lines.get(stream);
    int end = offset + length;
    int last = end;
    while (last > offset && bytes[last - 1] != '\n') {
      last--;
    }
    if (last > offset) {
      line.bytes.write(bytes, offset, last - offset);
      String text = line.bytes.toString(StandardCharsets.UTF_8);
      line.bytes.reset();
      emit(stream, line, text);
    }
    line.bytes.write(bytes, last, end - last);
    line.added = System.nanoTime();
    if (line.bytes.size() > LONGEST) {
      emitPart(stream, line);
    } else if (line.bytes.size() > 0 && !line.due) {
      line.due = true;
      LATER.execute(() -> late(stream));
    }
  }

  private synchronized void late(Stream stream) {
    Line line = lines.get(stream);
    // Whoever writes it in pieces may be in the middle.
    boolean now = System.nanoTime() - line.added < TimeUnit.MILLISECONDS.toNanos(MOMENT_MILLIS);
    if (now && line.bytes.size() > 0 && ++line.looks < MOST_LOOKS) {
      SOON.execute(() -> late(stream));
      return;
    }
    line.looks = 0;
    line.due = false;
    emitPart(stream, line);
  }

  /// An item has ended: so have its lines.
  synchronized void settle() {
    lines.forEach(this::emitPart);
  }

  /// Writes what there is of a line, up to its last whole character.
  private void emitPart(Stream stream, Line line) {
    if (line.bytes.size() == 0) {
      return;
    }
    byte[] all = line.bytes.toByteArray();
    int whole = wholeCharacters(all);
    line.bytes.reset();
    line.bytes.write(all, whole, all.length - whole);
    if (whole > 0) {
      emit(stream, line, new String(all, 0, whole, StandardCharsets.UTF_8));
    }
  }

  /// Where the last character begins that may go on, or the end.
  private static int wholeCharacters(byte[] bytes) {
    int lead = bytes.length - 1;
    while (lead > 0 && lead > bytes.length - 4 && (bytes[lead] & 0xc0) == 0x80) {
      lead--;
    }
    int b = bytes[lead] & 0xff;
    int needed = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : b >= 0xc0 ? 2 : 1;
    return lead + needed > bytes.length ? lead : bytes.length;
  }

  /// Writes lines, of which the last may have no end.
  private void emit(Stream stream, Line line, String text) {
    boolean begun = line.begun;
    StringBuilder fresh = new StringBuilder();
    StringBuilder more = new StringBuilder();
    for (int from = 0; from < text.length(); ) {
      int newline = text.indexOf('\n', from);
      String content = text.substring(from, newline < 0 ? text.length() : newline);
      String end = newline < 0 ? "" : "\n";
      String left = withoutReturns(content);
      int shown = left.lastIndexOf('\r') + 1;
      boolean anew = line.returned || shown > 0;
      boolean nothing = left.isEmpty();
      String styled = styled(line, left.substring(shown));
      if (from > 0 || !begun) {
        more.append(prefix).append(styled).append(end);
        fresh.append(prefix).append(styled).append(end);
      } else {
        // It goes on behind its beginning, or takes the place of that.
        more.append(anew && !nothing ? "\r" + prefix : "").append(styled).append(end);
        fresh.append(nothing ? "" : prefix + styled + end);
      }
      line.returned = newline < 0 && (left.length() < content.length() || nothing && line.returned);
      from += content.length() + 1;
    }
    line.begun = !text.endsWith("\n");
    desk.put(this, stream, begun, !line.begun, fresh.toString(), more.toString());
  }

  private static String withoutReturns(String content) {
    int end = content.length();
    while (end > 0 && content.charAt(end - 1) == '\r') {
      end--;
    }
    return content.substring(0, end);
  }

  /// A text in the style that was left switched on, without leaving one.
  private static String styled(Line line, String text) {
    String before = line.style;
    Matcher codes = STYLE.matcher(text);
    while (codes.find()) {
      String code = codes.group(1);
      boolean off = code.isEmpty() || code.equals("0");
      String all = off ? "" : line.style + codes.group();
      line.style = all.length() <= LONGEST_STYLE ? all : codes.group();
    }
    return before + text + (line.style.isEmpty() ? "" : "\u001b[0m");
  }

  @Override
  public void display(MimeBundle bundle, String displayId, boolean update) {
    settle();
    desk.cell().display(bundle, displayId, update);
  }

  @Override
  public void flush() {
    settle();
    desk.cell().flush();
  }

  @Override
  public void clear(boolean wait) {
    desk.cell().clear(wait);
  }

  @Override
  public long pieces() {
    return desk.cell().pieces();
  }

  @Override
  public String readLine(String question, boolean password) throws IOException {
    return desk.cell().readLine(question, password);
  }

  @Override
  public void payload(Map<String, Object> payload) {
    desk.cell().payload(payload);
  }
}
