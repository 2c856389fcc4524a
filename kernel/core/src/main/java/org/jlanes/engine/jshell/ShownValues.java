package org.jlanes.engine.jshell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jlanes.runtime.display.Shown;

/// The last values that cells have shown, which `_`, `__` and `Out(n)` give back, and the last
/// cells' code. Safe for any thread; its monitor is the only lock.
///
/// The bound on the bytes is why a value's size is taken once, when it is shown: what it grows to
/// afterwards is not seen.
@SuppressWarnings("ReferenceEquality") // which object it is matters, not what it equals
final class ShownValues implements Shown.Values {
  static final int VALUES = 50;
  static final long BYTES = 64L << 20;

  /// More than one may remember for `Out`, since a text is small.
  private static final int CODES = 1_000;

  private static final long CODE_CHARACTERS = 4L << 20;

  /// What can stand in a cast; an anonymous class cannot.
  private static final Pattern WRITABLE =
      Pattern.compile("(?!.*<anonymous )\\w[\\w.$<>?,\\[\\] ]*");

  private final ToLongFunction<Object> sizes;
  private final Deque<Entry> values = new ArrayDeque<>();
  private final Map<Integer, String> codes = new LinkedHashMap<>();
  private long bytes;
  private long characters;
  private int latest;

  /// A value that is kept, or the place of one that was too large to be kept.
  private record Entry(int cell, String type, Object value, long bytes) {
    boolean isKept() {
      return bytes <= BYTES;
    }
  }

  /// @param sizes the bytes that a value keeps from being collected
  ShownValues(ToLongFunction<Object> sizes) {
    this.sizes = sizes;
  }

  /// Takes note of a cell that begins.
  ///
  /// @param cell its number; one without a number leaves no trace
  synchronized void begin(int cell, String code) {
    if (cell <= 0 || codes.putIfAbsent(cell, code) != null) {
      return;
    }
    latest = Math.max(latest, cell);
    characters += code.length();
    Iterator<String> oldest = codes.values().iterator();
    while (codes.size() > CODES || characters > CODE_CHARACTERS && codes.size() > 1) {
      characters -= oldest.next().length();
      oldest.remove();
    }
  }

  /// Takes note of a value that is shown.
  ///
  /// @param cell the number of the cell; one without a number leaves no trace
  /// @param type the value's static type as Java source
  void show(int cell, String type, Object value) {
    if (cell > 0) {
      add(cell, type, value, sizes.applyAsLong(value));
    }
  }

  private synchronized void add(int cell, String type, Object value, long size) {
    Entry entry = new Entry(cell, type, size <= BYTES ? value : null, size);
    values.addLast(entry);
    bytes += entry.isKept() ? size : 0;
    while (values.size() > VALUES || bytes > BYTES) {
      Entry oldest = values.removeFirst();
      bytes -= oldest.isKept() ? oldest.bytes : 0;
    }
  }

  /// Gives each value its successor, after classes were replaced. The bytes stay as measured.
  void replaceAll(UnaryOperator<Object> successor) {
    // Not under the lock: the successor may run code of the user, which may ask for a value.
    for (Entry entry : entries()) {
      Object value = successor.apply(entry.value);
      if (value != entry.value) {
        replace(entry, new Entry(entry.cell, entry.type, value, entry.bytes));
      }
    }
  }

  private synchronized List<Entry> entries() {
    return new ArrayList<>(values);
  }

  private synchronized void replace(Entry entry, Entry other) {
    List<Entry> all = new ArrayList<>(values);
    all.replaceAll(each -> each == entry ? other : each);
    values.clear();
    values.addAll(all);
  }

  /// How many bytes the values have that are kept.
  synchronized long bytes() {
    return bytes;
  }

  @Override
  public synchronized Object value(int cell) {
    for (Iterator<Entry> latestFirst = values.descendingIterator(); latestFirst.hasNext(); ) {
      Entry entry = latestFirst.next();
      if (entry.cell == cell) {
        if (entry.isKept()) {
          return entry.value;
        }
        throw new NoSuchElementException(
            "the value of cell "
                + cell
                + " was not kept, because it takes more than "
                + (BYTES >> 20)
                + " MB: give such a value a name (var x = …)");
      }
    }
    throw new NoSuchElementException(
        cell < 1 || cell > latest
            ? "there is no cell " + cell + " yet"
            : !values.isEmpty() && cell > values.getFirst().cell
                ? "cell " + cell + " showed no value"
                : "cell "
                    + cell
                    + " showed no value, or it was dropped: the last "
                    + VALUES
                    + " values are kept, or those that fit into "
                    + (BYTES >> 20)
                    + " MB. Give a value a name (var x = …) to keep it");
  }

  @Override
  public synchronized String code(int cell) {
    String code = codes.get(cell);
    if (code == null) {
      throw new NoSuchElementException(
          cell < 1 || cell > latest
              ? "there is no cell " + cell + " yet"
              : "the code of cell " + cell + " was dropped");
    }
    return code;
  }

  /// An expression for a value that was shown, of its static type. It goes on meaning that value,
  /// whatever is shown later.
  ///
  /// @param back 1 for the last value, 2 for the one before it
  /// @return empty if so many have not been shown
  synchronized Optional<String> expression(int back) {
    Iterator<Entry> latestFirst = values.descendingIterator();
    Entry entry = null;
    for (int i = 0; i < back; i++) {
      if (!latestFirst.hasNext()) {
        return Optional.empty();
      }
      entry = latestFirst.next();
    }
    String type = WRITABLE.matcher(entry.type).matches() ? entry.type : "Object";
    // The name of our class stands where only a type can: there may be a variable `org`.
    return Optional.of(
        "((" + type + ") ((" + Shown.class.getName() + ") null).Out(" + entry.cell + "))");
  }
}
