package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jlanes.runtime.system.SharedMemory;

/// A file in shared memory through which one process hands blocks to another, one after the other:
/// new pages cost many times what the copy does. A word in front of the block says whose turn it
/// is: the writer sets it to FULL, the reader to FREE. A second one says how much of the block is
/// there, so that the reader can copy out while the writer still copies in. Both keep the file
/// mapped.
///
/// Owned by a [SharedBlocks], whose lock guards the fields; each side has an object of its own.
final class BlockFile {
  private static final VarHandle STATE = ValueLayout.JAVA_INT.varHandle();
  private static final VarHandle THERE = ValueLayout.JAVA_LONG.varHandle();

  /// Where the second word is: not in the cache line of the first.
  private static final long THERE_AT = 64;

  /// Instead of a number of bytes: no more will come.
  static final long BROKEN = -1;

  /// Bytes after which the reader is told. From a few megabytes on the JVM copies past the caches,
  /// which need not fetch then what is overwritten: that is faster than pieces that stay in them.
  static final int PIECE = 4 << 20;

  private static final int FULL = 1;
  private static final int FREE = 2;

  /// The writer has taken the file back: what is left is this word.
  private static final int GONE = 3;

  private final Path path;
  private final Arena arena;
  private final MemorySegment memory;

  /// The writer is filling it, or the reader needs what is in it.
  boolean busy;

  /// When the writer wrote to it last.
  long since;

  private BlockFile(Path path, Arena arena, MemorySegment memory) {
    this.path = path;
    this.arena = arena;
    this.memory = memory;
  }

  /// Makes a file with a block in it, and some room for longer ones.
  ///
  /// @throws IOException if there is no room; nothing is left then
  static BlockFile create(Path path, MemorySegment block) throws IOException {
    var options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean complete = false;
    try (FileChannel file = FileChannel.open(path, options, SharedMemory.ofTheUser())) {
      MappedFile.fill(file, new byte[0], block, capacityFor(block.byteSize()));
      BlockFile made = map(path, file);
      made.announce(block.byteSize());
      complete = true;
      return made;
    } finally {
      if (!complete) {
        Files.deleteIfExists(path);
      }
    }
  }

  /// Opens one that the other side has made.
  static BlockFile open(Path path) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (file.size() < MappedFile.HEADER) {
        throw new FrameException("a shared block of " + file.size() + " bytes");
      }
      return map(path, file);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // #close
  private static BlockFile map(Path path, FileChannel file) throws IOException {
    Arena arena = Arena.ofShared();
    boolean complete = false;
    try {
      BlockFile mapped = new BlockFile(path, arena, MappedFile.map(file, arena));
      complete = true;
      return mapped;
    } finally {
      if (!complete) {
        arena.close();
      }
    }
  }

  /// Arrays of about the same size are to fit into the same files: up to a quarter more.
  static long capacityFor(long size) {
    long step = Math.max(MappedFile.HEADER, Long.highestOneBit(size) / 4);
    return (size + step - 1) / step * step;
  }

  String name() {
    return path.getFileName().toString();
  }

  /// Bytes that a block in it may have.
  long capacity() {
    return memory.byteSize() - MappedFile.HEADER;
  }

  /// For the writer: whether the reader needs nothing in it.
  boolean isFree() {
    return (int) STATE.getAcquire(memory, 0L) == FREE;
  }

  /// For the reader: whether the writer has taken it back.
  boolean isGone() {
    return (int) STATE.getAcquire(memory, 0L) == GONE;
  }

  /// For the writer: from now on there is a block in it.
  ///
  /// @param there how many of its bytes are there already
  void announce(long there) {
    THERE.setRelease(memory, THERE_AT, there);
    STATE.setRelease(memory, 0L, FULL);
  }

  /// Writes the block that was announced.
  void fill(MemorySegment block) {
    for (long done = 0; done < block.byteSize(); ) {
      long n = Math.min(PIECE, block.byteSize() - done);
      MemorySegment.copy(block, done, memory, MappedFile.HEADER + done, n);
      done += n;
      THERE.setRelease(memory, THERE_AT, done);
    }
  }

  /// For the writer: the block that was announced will not be complete.
  void breakOff() {
    THERE.setRelease(memory, THERE_AT, BROKEN);
  }

  /// For the reader: how many bytes of the block are there, or [#BROKEN].
  long there() {
    return (long) THERE.getAcquire(memory, THERE_AT);
  }

  /// The block in it.
  MemorySegment block(long size) {
    return memory.asSlice(MappedFile.HEADER, size).asReadOnly();
  }

  /// Nobody needs what is in it.
  void free() {
    STATE.setRelease(memory, 0L, FREE);
  }

  /// For the writer: gives the memory of a free file back to the system, although the other side
  /// still has it mapped.
  void takeBack() throws IOException {
    STATE.setRelease(memory, 0L, GONE);
    arena.close();
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      // Not the first page, which the reader still looks at.
      file.truncate(MappedFile.HEADER);
    } finally {
      Files.deleteIfExists(path);
    }
  }

  /// Lets go of the mapping.
  void close() {
    arena.close();
  }
}
