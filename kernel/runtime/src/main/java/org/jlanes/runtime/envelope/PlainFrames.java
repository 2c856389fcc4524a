package org.jlanes.runtime.envelope;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// The bodies of frames of plain items and results, written into one array of their size: of many
/// tiny items the bytes are moved often enough as it is. Stateless; any thread.
///
/// Numbers that follow from others are left out: most indices are each one more than the one
/// before, most items begin when the one before ends.
final class PlainFrames {
  private PlainFrames() {}

  /// A body with room for a header in front.
  ///
  /// @throws FrameException if it is too long
  static ByteBuffer write(Frame.PlainItems frame, int header) throws FrameException {
    int count = frame.indices().length;
    boolean run = isRun(frame.indices());
    ByteBuffer out = allocate(header, indexBytes(run, count), PlainValues.bytes(frame.values()));
    putIndices(out, frame.indices(), run);
    PlainValues.write(frame.values(), out);
    return out;
  }

  /// A body with room for a header in front.
  ///
  /// @throws FrameException if it is too long
  static ByteBuffer write(Frame.PlainResults frame, int header) throws FrameException {
    int count = frame.indices().length;
    boolean run = isRun(frame.indices());
    boolean gapless = isGapless(frame.begins(), frame.nanos());
    long numbers = 2L * Long.BYTES + 1 + (gapless ? 4L : 8L) * count;
    ByteBuffer out =
        allocate(header, indexBytes(run, count) + numbers, PlainValues.bytes(frame.values()));
    putIndices(out, frame.indices(), run);
    out.putLong(frame.started()).putLong(frame.cpuNanos()).put((byte) (gapless ? 1 : 0));
    putInts(out, frame.nanos());
    if (!gapless) {
      putInts(out, frame.begins());
    }
    PlainValues.write(frame.values(), out);
    return out;
  }

  private static ByteBuffer allocate(int header, long numbers, long values) throws FrameException {
    if (numbers + values > FrameCodec.LONGEST) {
      throw new FrameException(FrameCodec.tooLong(numbers + values));
    }
    return ByteBuffer.allocate((int) (header + numbers + values)).position(header);
  }

  /// Takes plain items out of a body.
  static Frame.PlainItems items(int run, ByteBuffer in) {
    int[] indices = indices(in);
    return new Frame.PlainItems(run, indices, values(in, indices.length));
  }

  /// Takes plain results out of a body.
  static Frame.PlainResults results(int run, ByteBuffer in) {
    int[] indices = indices(in);
    long started = in.getLong();
    long cpu = in.getLong();
    boolean gapless = in.get() != 0;
    int[] nanos = ints(in, indices.length);
    int[] begins = gapless ? new int[nanos.length] : ints(in, nanos.length);
    for (int i = 1; gapless && i < begins.length; i++) {
      begins[i] = begins[i - 1] + nanos[i - 1];
    }
    PlainColumn values = values(in, indices.length);
    return new Frame.PlainResults(run, indices, started, begins, nanos, cpu, values);
  }

  private static PlainColumn values(ByteBuffer in, int count) {
    PlainColumn values = PlainValues.read(in);
    if (values.size() != count) {
      throw new IllegalArgumentException(values.size() + " values for " + count + " items");
    }
    return values;
  }

  private static boolean isRun(int[] indices) {
    for (int i = 1; i < indices.length; i++) {
      if (indices[i] != indices[0] + i) {
        return false;
      }
    }
    return indices.length > 0 && indices.length <= PlainValues.MOST;
  }

  private static boolean isGapless(int[] begins, int[] nanos) {
    for (int i = 1; i < begins.length; i++) {
      if (begins[i] != begins[i - 1] + nanos[i - 1]) {
        return false;
      }
    }
    return begins.length > 0 && begins[0] == 0;
  }

  private static long indexBytes(boolean run, int count) {
    return Integer.BYTES + 1 + (run ? Integer.BYTES : (long) Integer.BYTES * count);
  }

  private static void putIndices(ByteBuffer out, int[] indices, boolean run) {
    out.putInt(indices.length).put((byte) (run ? 1 : 0));
    if (run) {
      out.putInt(indices[0]);
    } else {
      putInts(out, indices);
    }
  }

  private static int[] indices(ByteBuffer in) {
    int count = in.getInt();
    boolean run = in.get() != 0;
    if (!run) {
      return ints(in, count);
    }
    int first = in.getInt();
    if (count < 1 || count > PlainValues.MOST || first < 0 || first > Integer.MAX_VALUE - count) {
      throw new BufferUnderflowException();
    }
    int[] indices = new int[count];
    for (int i = 0; i < count; i++) {
      indices[i] = first + i;
    }
    return indices;
  }

  private static void putInts(ByteBuffer out, int[] values) {
    out.asIntBuffer().put(values);
    out.position(out.position() + Integer.BYTES * values.length);
  }

  private static int[] ints(ByteBuffer in, int count) {
    if (count < 0 || count > in.remaining() / Integer.BYTES) {
      throw new BufferUnderflowException();
    }
    int[] values = new int[count];
    in.asIntBuffer().get(values);
    in.position(in.position() + Integer.BYTES * count);
    return values;
  }
}
