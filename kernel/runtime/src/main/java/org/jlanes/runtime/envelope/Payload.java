package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Serialized objects: an object stream, and beside it the contents of large primitive arrays,
/// which are copied as blocks and never element by element.
///
/// @param stream what [ObjectWriter] wrote
/// @param blocks the arrays' bytes in the order in which the stream refers to them
/// @param memory what the blocks live in; null for blocks on the heap
/// @param kept pieces that the receiver has or is to keep: [KeptBlocks] makes a complete payload
public record Payload(byte[] stream, List<MemorySegment> blocks, Memory memory, List<Kept> kept) {
  /// What blocks outside the heap live in.
  @FunctionalInterface
  public interface Memory {
    /// Gives it back. To be called once; the blocks must not be used after that.
    void release();

    /// Waits until so much of a block is there that it can be read on.
    ///
    /// @param block its index
    /// @param more how many of its bytes have been read
    /// @return how many can be read, more than that; those of a complete block or beyond
    /// @throws IOException if no more will come, or the thread was interrupted
    default long await(int block, long more) throws IOException {
      return Long.MAX_VALUE;
    }
  }

  /// Is given a block, part by part.
  @FunctionalInterface
  interface Parts {
    /// Takes some bytes.
    ///
    /// @param from the first of them
    void take(MemorySegment block, long from, long count);
  }

  /// A payload on the heap.
  public Payload(byte[] stream, List<MemorySegment> blocks) {
    this(stream, blocks, null);
  }

  /// A payload that is complete.
  public Payload(byte[] stream, List<MemorySegment> blocks, Memory memory) {
    this(stream, blocks, memory, List.of());
  }

  /// A block that is kept by the receiver for later payloads.
  ///
  /// @param block its index in `blocks`, where it stands if it is sent; else an empty one does
  /// @param at where in the complete stream its bytes stand; -1 for the content of an array
  /// @param id what it is kept under
  /// @param size its bytes
  /// @param path where it can be mapped; null if it stands in `blocks` or the receiver has it
  public record Kept(int block, int at, long id, long size, String path) {}

  /// Gives back memory outside the heap, where the other side writes something else then; the
  /// blocks must not be used after that.
  public void release() {
    if (memory != null) {
      memory.release();
    }
  }

  /// The bytes of a block; some of them may still be on their way.
  ///
  /// @throws InvalidObjectException if there is no such block
  MemorySegment block(int index) throws InvalidObjectException {
    if (index < 0 || index >= blocks.size()) {
      throw new InvalidObjectException("there is no block " + index);
    }
    return blocks.get(index);
  }

  /// Reads a block while it arrives. All parts but the last are of a size that any array's elements
  /// divide.
  ///
  /// @throws IOException if it does not arrive, or the thread was interrupted
  void read(int index, Parts parts) throws IOException {
    MemorySegment block = block(index);
    long size = block.byteSize();
    for (long done = 0; done < size; ) {
      long there = memory == null ? size : Math.min(size, memory.await(index, done));
      parts.take(block, done, there - done);
      done = there;
    }
  }

  /// A block that has arrived.
  ///
  /// @throws IOException if it does not, or the thread was interrupted
  MemorySegment arrived(int index) throws IOException {
    read(index, (block, from, count) -> {});
    return block(index);
  }

  /// The same with copies of some blocks, which nobody changes. Of a payload that is to be sent.
  ///
  /// @param which those that are copied
  /// @param copy makes a copy
  public Payload owned(Predicate<MemorySegment> which, UnaryOperator<MemorySegment> copy) {
    if (blocks.stream().noneMatch(which)) {
      return this;
    }
    List<MemorySegment> own = new ArrayList<>(blocks);
    own.replaceAll(block -> which.test(block) ? copy.apply(block) : block);
    return new Payload(stream, own, memory, kept);
  }

  /// Whether another one has the same bytes now.
  public boolean holds(Payload other) {
    if (blocks.size() != other.blocks.size() || !Arrays.equals(stream, other.stream)) {
      return false;
    }
    for (int i = 0; i < blocks.size(); i++) {
      MemorySegment block = blocks.get(i);
      // Else of different sizes, or of different content.
      if (block.mismatch(other.blocks.get(i)) != -1) {
        return false;
      }
    }
    return true;
  }

  /// Size of everything in bytes.
  public long size() {
    return stream.length + blocks.stream().mapToLong(MemorySegment::byteSize).sum();
  }
}
