package org.jlanes.runtime.envelope;

import java.io.Serial;
import java.io.Serializable;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/// Stands in a stream for a buffer: a copy of all that it can reach. One outside the heap that is
/// not of bytes arrives on the heap.
///
/// @param content an array of the buffer's capacity
/// @param bigEndian the order of a buffer of bytes
record BufferStandIn(
    Object content, int position, int limit, boolean readOnly, boolean direct, boolean bigEndian)
    implements Serializable {
  static BufferStandIn of(Buffer buffer) {
    boolean bytes = buffer instanceof ByteBuffer;
    return new BufferStandIn(
        content(buffer.duplicate().clear()),
        buffer.position(),
        buffer.limit(),
        buffer.isReadOnly(),
        bytes && buffer.isDirect(),
        bytes && ((ByteBuffer) buffer).order() == ByteOrder.BIG_ENDIAN);
  }

  private static Object content(Buffer buffer) {
    int n = buffer.capacity();
    switch (buffer) {
      case ByteBuffer b -> {
        byte[] content = new byte[n];
        b.get(content);
        return content;
      }
      case CharBuffer b -> {
        char[] content = new char[n];
        b.get(content);
        return content;
      }
      case ShortBuffer b -> {
        short[] content = new short[n];
        b.get(content);
        return content;
      }
      case IntBuffer b -> {
        int[] content = new int[n];
        b.get(content);
        return content;
      }
      case LongBuffer b -> {
        long[] content = new long[n];
        b.get(content);
        return content;
      }
      case FloatBuffer b -> {
        float[] content = new float[n];
        b.get(content);
        return content;
      }
      case DoubleBuffer b -> {
        double[] content = new double[n];
        b.get(content);
        return content;
      }
    }
  }

  @Serial
  private Object readResolve() {
    Buffer buffer =
        switch (content) {
          case byte[] a when direct -> ByteBuffer.allocateDirect(a.length).put(a);
          case byte[] a -> ByteBuffer.wrap(a);
          case char[] a -> CharBuffer.wrap(a);
          case short[] a -> ShortBuffer.wrap(a);
          case int[] a -> IntBuffer.wrap(a);
          case long[] a -> LongBuffer.wrap(a);
          case float[] a -> FloatBuffer.wrap(a);
          default -> DoubleBuffer.wrap((double[]) content);
        };
    Buffer result = readOnly ? readOnly(buffer) : buffer;
    if (result instanceof ByteBuffer bytes) {
      ByteBuffer _ = bytes.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }
    return result.clear().limit(limit).position(position);
  }

  private static Buffer readOnly(Buffer buffer) {
    return switch (buffer) {
      case ByteBuffer b -> b.asReadOnlyBuffer();
      case CharBuffer b -> b.asReadOnlyBuffer();
      case ShortBuffer b -> b.asReadOnlyBuffer();
      case IntBuffer b -> b.asReadOnlyBuffer();
      case LongBuffer b -> b.asReadOnlyBuffer();
      case FloatBuffer b -> b.asReadOnlyBuffer();
      case DoubleBuffer b -> b.asReadOnlyBuffer();
    };
  }
}
