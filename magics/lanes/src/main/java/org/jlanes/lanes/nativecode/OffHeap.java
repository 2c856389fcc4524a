package org.jlanes.lanes.nativecode;

import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/// Checks memory outside the heap before C gets its address.
public final class OffHeap {
  private OffHeap() {}

  /// The address of a segment; see [org.jlanes.lanes.NativeRuntime#address].
  public static long address(
      String function,
      String shape,
      MemorySegment segment,
      boolean writes,
      int bytes,
      long... dimensions) {
    if (segment == null && dimensions.length == 0) {
      return 0;
    }
    Fault.nonNull(function, shape, segment);
    if (!segment.isNative()) {
      throw Fault.of(
          function,
          "%s got a segment on the Java heap; pass the array itself, or allocate with an Arena",
          shape);
    }
    if (!segment.scope().isAlive() || !segment.isAccessibleBy(Thread.currentThread())) {
      throw Fault.of(function, "the memory for %s is closed, or confined to another thread", shape);
    }
    if (writes && segment.isReadOnly()) {
      throw Fault.of(function, "%s is not const, but the segment is read-only", shape);
    }
    if (bytes > 1 && segment.address() % bytes != 0) {
      throw Fault.of(function, "the memory for %s is not aligned to %d bytes", shape, bytes);
    }
    if (dimensions.length > 0) {
      if (segment.byteSize() % bytes != 0) {
        throw Fault.of(
            function,
            "%s has elements of %d bytes, but the segment has %d bytes",
            shape,
            bytes,
            segment.byteSize());
      }
      Lengths.check(function, shape, segment.byteSize() / bytes, dimensions);
    }
    return segment.address();
  }

  /// The memory of a direct buffer; see [org.jlanes.lanes.NativeRuntime#segment].
  public static MemorySegment of(String function, String shape, Buffer buffer) {
    if (buffer == null) {
      return null;
    }
    if (!buffer.isDirect()) {
      throw Fault.of(
          function,
          "%s got a buffer on the Java heap; use allocateDirect, or pass an array",
          shape);
    }
    ByteOrder order =
        switch (buffer) {
          case ByteBuffer b -> ByteOrder.nativeOrder();
          case CharBuffer b -> b.order();
          case ShortBuffer b -> b.order();
          case IntBuffer b -> b.order();
          case LongBuffer b -> b.order();
          case FloatBuffer b -> b.order();
          case DoubleBuffer b -> b.order();
        };
    if (order != ByteOrder.nativeOrder()) {
      throw Fault.of(
          function,
          "the buffer for %s is %s; use allocateDirect(…).order(ByteOrder.nativeOrder())",
          shape,
          order);
    }
    return MemorySegment.ofBuffer(buffer);
  }
}
