package org.jlanes.runtime.envelope;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// Values that travel without an object stream, which costs more than most of them: nulls, boxed
/// primitives and short texts. A column of values of one primitive type is written as a block of
/// that type; others each behind their type. Stateless; any thread.
///
/// They have no identity that anybody could miss: what one message has twice arrives as two equal
/// values.
public final class PlainValues {
  /// Characters of the longest text that is one.
  private static final int LONGEST_TEXT = 1024;

  /// Values of a column that takes no space for each, at most.
  static final int MOST = 1 << 22;

  private static final byte MIXED = 0;
  private static final byte NULL = 1;
  private static final byte INT = 2;
  private static final byte LONG = 3;
  private static final byte DOUBLE = 4;
  private static final byte TRUE = 5;
  private static final byte FALSE = 6;
  private static final byte TEXT = 7;
  private static final byte FLOAT = 8;
  private static final byte CHAR = 9;
  private static final byte SHORT = 10;
  private static final byte BYTE = 11;

  private PlainValues() {}

  /// Whether a value is one.
  public static boolean has(Object value) {
    return type(value) != MIXED;
  }

  /// Where the next value comes that is not as the one at a position: none of these, or one; the
  /// end if there is none.
  public static int next(Object[] values, int position) {
    boolean plain = has(values[position]);
    int next = position + 1;
    while (next < values.length && has(values[next]) == plain) {
      next++;
    }
    return next;
  }

  private static byte type(Object value) {
    // No pattern switch: that would make a class at its first use, which a starting worker waits
    // for.
    if (value == null) {
      return NULL;
    } else if (value instanceof Integer) {
      return INT;
    } else if (value instanceof Long) {
      return LONG;
    } else if (value instanceof Double) {
      return DOUBLE;
    } else if (value instanceof Boolean b) {
      return b ? TRUE : FALSE;
    } else if (value instanceof String s) {
      return s.length() <= LONGEST_TEXT ? TEXT : MIXED;
    } else if (value instanceof Float) {
      return FLOAT;
    } else if (value instanceof Character) {
      return CHAR;
    } else if (value instanceof Short) {
      return SHORT;
    }
    return value instanceof Byte ? BYTE : MIXED;
  }

  /// How many bytes a column takes.
  ///
  /// @throws IllegalArgumentException if a value is none of these
  static long bytes(PlainColumn column) {
    // No pattern switch, as above.
    long size = 1 + Integer.BYTES;
    if (column instanceof PlainColumn.Ints) {
      return size + (long) Integer.BYTES * column.size();
    } else if (column instanceof PlainColumn.Same) {
      return size;
    } else if (!(column instanceof PlainColumn.Objects objects)) {
      return size + (long) Long.BYTES * column.size();
    } else {
      for (Object value : objects.values()) {
        size += bytes(value);
      }
      return size;
    }
  }

  private static int bytes(Object value) {
    return switch (type(value)) {
      case NULL, TRUE, FALSE -> 1;
      case BYTE -> 1 + Byte.BYTES;
      case CHAR, SHORT -> 1 + Short.BYTES;
      case INT, FLOAT -> 1 + Integer.BYTES;
      case LONG, DOUBLE -> 1 + Long.BYTES;
      case TEXT -> 1 + Integer.BYTES + Character.BYTES * ((String) value).length();
      default -> throw new IllegalArgumentException("no plain value: " + value.getClass());
    };
  }

  /// Writes a column.
  ///
  /// @param out has room for it
  static void write(PlainColumn column, ByteBuffer out) {
    if (column instanceof PlainColumn.Ints ints) {
      out.put(INT).putInt(ints.size()).asIntBuffer().put(ints.values());
      out.position(out.position() + Integer.BYTES * ints.size());
    } else if (column instanceof PlainColumn.Longs longs) {
      out.put(LONG).putInt(longs.size()).asLongBuffer().put(longs.values());
      out.position(out.position() + Long.BYTES * longs.size());
    } else if (column instanceof PlainColumn.Doubles doubles) {
      out.put(DOUBLE).putInt(doubles.size()).asDoubleBuffer().put(doubles.values());
      out.position(out.position() + Double.BYTES * doubles.size());
    } else if (column instanceof PlainColumn.Same same) {
      out.put(type(same.value())).putInt(same.size());
    } else {
      mixed(((PlainColumn.Objects) column).values(), out);
    }
  }

  /// Texts as they are in memory: what is not well-formed Unicode must arrive unchanged too.
  private static void mixed(Object[] values, ByteBuffer out) {
    out.put(MIXED).putInt(values.length);
    for (Object value : values) {
      byte type = type(value);
      out.put(type);
      switch (type) {
        case NULL, TRUE, FALSE -> {}
        case INT -> out.putInt((Integer) value);
        case LONG -> out.putLong((Long) value);
        case DOUBLE -> out.putDouble((Double) value);
        case FLOAT -> out.putFloat((Float) value);
        case CHAR -> out.putChar((Character) value);
        case SHORT -> out.putShort((Short) value);
        case BYTE -> out.put((Byte) value);
        case TEXT -> {
          String text = (String) value;
          out.putInt(text.length());
          for (int i = 0; i < text.length(); i++) {
            out.putChar(text.charAt(i));
          }
        }
        default -> throw new IllegalArgumentException("no plain value: " + value.getClass());
      }
    }
  }

  /// Takes a column out of a message.
  ///
  /// @throws BufferUnderflowException if it is damaged
  /// @throws IllegalArgumentException if it is none
  static PlainColumn read(ByteBuffer in) {
    byte type = in.get();
    int count = in.getInt();
    int size =
        switch (type) {
          case INT -> Integer.BYTES;
          case LONG, DOUBLE -> Long.BYTES;
          case MIXED -> 1;
          default -> 0;
        };
    // Whatever the count claims: no more values than the message can hold.
    if (count < 0 || (size > 0 ? count > in.remaining() / size : count > MOST)) {
      throw new BufferUnderflowException();
    }
    switch (type) {
      case INT -> {
        int[] values = new int[count];
        in.asIntBuffer().get(values);
        in.position(in.position() + Integer.BYTES * count);
        return new PlainColumn.Ints(values);
      }
      case LONG -> {
        long[] values = new long[count];
        in.asLongBuffer().get(values);
        in.position(in.position() + Long.BYTES * count);
        return new PlainColumn.Longs(values);
      }
      case DOUBLE -> {
        double[] values = new double[count];
        in.asDoubleBuffer().get(values);
        in.position(in.position() + Double.BYTES * count);
        return new PlainColumn.Doubles(values);
      }
      case MIXED -> {
        Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
          values[i] = one(in.get(), in);
        }
        return new PlainColumn.Objects(values);
      }
      case NULL, TRUE, FALSE -> {
        return new PlainColumn.Same(count, one(type, in));
      }
      default -> throw new IllegalArgumentException("no type of a column: " + type);
    }
  }

  private static Object one(byte type, ByteBuffer in) {
    return switch (type) {
      case NULL -> null;
      case INT -> in.getInt();
      case LONG -> in.getLong();
      case DOUBLE -> in.getDouble();
      case TRUE -> true;
      case FALSE -> false;
      case FLOAT -> in.getFloat();
      case CHAR -> in.getChar();
      case SHORT -> in.getShort();
      case BYTE -> in.get();
      case TEXT -> text(in);
      default -> throw new IllegalArgumentException("no type of a plain value: " + type);
    };
  }

  private static String text(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > LONGEST_TEXT) {
      throw new IllegalArgumentException("no length of a plain text: " + length);
    }
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = in.getChar();
    }
    return new String(chars);
  }
}
