package org.jlanes.lanes;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jlanes.runtime.display.Troubleshooting;
import org.jlanes.runtime.envelope.SharedRegion;
import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.scope.Scope;

/// An array of numbers that worker processes read and write where it is: it is sent to none of
/// them, all have it mapped. [Lanes#share] makes one. In the other lanes it is an object like any
/// other.
///
/// Elements start as they are given and are changed by whoever sets them, at once and for all. As
/// with any array, two that write to one element need an agreement: ranges of their own
/// ([#ranges]), or the atomic methods of the subclasses, which hold between processes too.
///
/// The memory lies outside the heap, in `/dev/shm` on Linux. It is freed by [#close], when nothing
/// refers to this object any more, and when the notebook's kernel ends, in whatever way. Any
/// thread.
public abstract sealed class SharedArray implements AutoCloseable, Serializable
    permits SharedBytes, SharedInts, SharedLongs, SharedFloats, SharedDoubles {
  private static final int SHOWN = 10;
  private static final int CHUNK = 8192;

  /// Some of the indices of an array, in order: what one item of a run works on.
  ///
  /// @param from the first
  /// @param to the one behind the last
  public record Range(long from, long to) implements Serializable {
    /// Checks the order.
    ///
    /// @throws IllegalArgumentException if `from` is negative or beyond `to`
    public Range {
      if (from < 0 || from > to) {
        throw new IllegalArgumentException("no range: from " + from + " to " + to);
      }
    }

    /// How many indices.
    public long length() {
      return to - from;
    }
  }

  private final transient SharedRegion region;
  private final transient int bytes;
  final transient MemorySegment memory;
  final transient long length;

  /// @param bytes of an element
  SharedArray(SharedRegion region, int bytes) {
    this.region = region;
    this.bytes = bytes;
    this.memory = region.memory();
    this.length = memory.byteSize() / bytes;
  }

  /// New memory that begins with the elements of an array.
  static SharedRegion allocate(MemorySegment content, long length, int bytes) {
    if (length < 0) {
      throw new IllegalArgumentException("an array cannot have " + length + " elements");
    }
    try {
      return SharedRegion.create(content, Math.multiplyExact(length, bytes));
    } catch (ClosedByInterruptException e) {
      throw new UncheckedIOException("interrupted while the array was shared", e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the array cannot be shared: "
              + e.getMessage()
              + ". "
              + Troubleshooting.SHARED_MEMORY.hint(),
          e);
    }
  }

  /// What travels instead.
  Object writeReplace() throws InvalidObjectException {
    Scope scope = Scope.current();
    boolean inWorker = scope != null && scope.service(WorkerIdentity.class).isPresent();
    if (inWorker && region.isOwn()) {
      throw new InvalidObjectException(
          "an array that was shared in a worker process cannot leave it. Share it in the notebook"
              + " and let workers write to it, or return toArray()");
    }
    return new SharedHandle(region, getClass().getSimpleName());
  }

  /// How many elements it has.
  public final long length() {
    return length;
  }

  /// How many bytes they take.
  public final long byteSize() {
    return length * bytes;
  }

  /// The elements as memory outside the heap, in the machine's byte order: for C (`%%native`
  /// functions take it without a copy), vectors and bulk copies. Valid for as long as this object
  /// is open and something refers to it; sent to a worker by itself it is copied.
  ///
  /// @throws IllegalStateException if this is closed
  public final MemorySegment segment() {
    return open();
  }

  /// Cuts the indices into `parts` ranges of about the same length; empty ones are left out.
  ///
  /// @throws IllegalArgumentException if `parts` is less than 1
  public final List<Range> ranges(int parts) {
    if (parts < 1) {
      throw new IllegalArgumentException("an array cannot be cut into " + parts + " ranges");
    }
    List<Range> ranges = new ArrayList<>();
    long size = length / parts;
    long longer = length % parts;
    long from = 0;
    while (from < length) {
      long to = from + size + (ranges.size() < longer ? 1 : 0);
      ranges.add(new Range(from, to));
      from = to;
    }
    return ranges;
  }

  /// Whether it can be used no more in this process.
  public final boolean isClosed() {
    return !region.isOpen();
  }

  /// Frees the memory. In the notebook, where the array was shared, for all processes; in a worker
  /// for this worker. Using it is an error then. Has no effect the second time.
  ///
  /// @throws IllegalStateException if a run in worker processes uses it: wait for that, or
  ///   interrupt it
  @Override
  public final void close() {
    if (!region.close()) {
      throw new IllegalStateException(
          "the shared array is used by a run in worker processes. Close it when that has ended, or"
              + " interrupt the cell that runs");
    }
  }

  /// The memory, if this is open.
  final MemorySegment open() {
    if (!region.isOpen()) {
      throw closed(null);
    }
    return memory;
  }

  static IllegalStateException closed(IllegalStateException cause) {
    return new IllegalStateException("the shared array was closed", cause);
  }

  /// Copies elements out.
  final void read(long from, MemorySegment target) {
    check(from, target);
    try {
      MemorySegment.copy(open(), from * bytes, target, 0, target.byteSize());
    } finally {
      // Else the collector could free the memory meanwhile.
      Reference.reachabilityFence(this);
    }
  }

  /// Copies elements in.
  final void write(long to, MemorySegment source) {
    check(to, source);
    try {
      MemorySegment.copy(source, 0, open(), to * bytes, source.byteSize());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private void check(long from, MemorySegment part) {
    long count = part.byteSize() / bytes;
    if (from < 0 || from > length - count) {
      throw new IndexOutOfBoundsException(
          "elements " + from + " to " + (from + count) + " of an array of length " + length);
    }
  }

  /// How many elements an array must have for a range.
  final int lengthOf(Range range) {
    if (range.length() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          range.length() + " elements are more than a Java array can have; copy them in parts");
    }
    return (int) range.length();
  }

  /// All indices.
  final Range all() {
    return new Range(0, length);
  }

  /// How long an array has to be that [#repeat] writes again and again.
  final int chunk() {
    return (int) Math.min(length, CHUNK);
  }

  /// Fills the array with copies of a shorter one.
  final void repeat(MemorySegment chunk) {
    long count = chunk.byteSize() / bytes;
    for (long to = 0; to < length; to += count) {
      write(to, chunk.asSlice(0, Math.min(count, length - to) * bytes));
    }
  }

  /// An element as text.
  abstract String text(long index);

  /// Type, length and the first elements.
  @Override
  public final String toString() {
    String name = getClass().getSimpleName() + " of " + length;
    if (isClosed()) {
      return name + ", closed";
    }
    StringJoiner shown = new StringJoiner(", ", " [", "]");
    for (long i = 0; i < Math.min(SHOWN, length); i++) {
      shown.add(text(i));
    }
    return name + (length > SHOWN ? shown.add("…") : shown);
  }
}
