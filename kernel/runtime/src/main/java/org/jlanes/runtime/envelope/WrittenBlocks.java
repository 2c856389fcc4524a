package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jlanes.runtime.scope.Timers;
import org.jlanes.runtime.scope.UnscopedThread;
import org.jlanes.runtime.system.SharedMemory;

/// The writer's side of a [SharedBlocks]: the files that this side has made, for itself to use
/// again. Safe for any thread; the lock is not held while a block is copied.
final class WrittenBlocks implements AutoCloseable {
  /// How long a file waits for the next block before it is given back.
  static final Duration IDLE = Duration.ofSeconds(30);

  private final SharedBlocks owner;
  private final String side;
  private final long kept;
  private final AtomicInteger count = new AtomicInteger();
  private final List<BlockFile> written = new ArrayList<>();
  private boolean closed;
  private boolean timed;

  /// @param side begins the names of the files
  /// @param kept how many bytes the files that wait may have
  WrittenBlocks(SharedBlocks owner, String side, long kept) {
    this.owner = owner;
    this.side = side;
    this.kept = kept;
  }

  /// See [SharedBlocks#put].
  Optional<Filling> put(MemorySegment block) {
    BlockFile file = reserve(block.byteSize());
    if (file != null) {
      file.announce(0);
      return Optional.of(new Filling(file, block, this));
    }
    try {
      file = create(block);
      return Optional.ofNullable(file).map(made -> new Filling(made, null, this));
    } catch (IOException e) {
      log("a block goes through the connection", e);
      return Optional.empty();
    }
  }

  /// A file for a block of this size that nobody uses, or null: the smallest that is large enough.
  private synchronized BlockFile reserve(long size) {
    BlockFile found =
        written.stream()
            .filter(file -> !file.busy && file.capacity() >= size && file.isFree())
            .min(Comparator.comparingLong(BlockFile::capacity))
            .orElse(null);
    if (found != null) {
      found.busy = true;
    }
    return found;
  }

  private BlockFile create(MemorySegment block) throws IOException {
    long capacity = BlockFile.capacityFor(block.byteSize());
    shrink(kept - capacity);
    Path folder = owner.folder();
    if (SharedMemory.room(folder.getParent()) < 2 * capacity || !owner.ready()) {
      return null;
    }
    BlockFile file = BlockFile.create(folder.resolve(side + count.incrementAndGet()), block);
    synchronized (this) {
      file.busy = true;
      written.add(file);
    }
    finish(file);
    return file;
  }

  /// A file is not written to any more.
  synchronized void finish(BlockFile file) {
    file.busy = false;
    file.since = System.nanoTime();
    if (closed) {
      written.remove(file);
      file.close();
    }
    time();
  }

  /// Takes a block back that was put into a file, and that was not sent.
  synchronized void recall(BlockFile file) {
    if (!closed) {
      file.free();
    }
  }

  /// Gives free files back, those first that have waited longest, until the others have no more
  /// than `most` bytes.
  private synchronized void shrink(long most) {
    written.sort(Comparator.comparingLong(file -> file.since));
    long size = written.stream().mapToLong(BlockFile::capacity).sum();
    for (BlockFile file : List.copyOf(written)) {
      if (size > most && !closed && !file.busy && file.isFree()) {
        size -= file.capacity();
        takeBack(file);
      }
    }
  }

  private void takeBack(BlockFile file) {
    written.remove(file);
    try {
      file.takeBack();
    } catch (IOException e) {
      log("left in shared memory: " + file.name(), e);
    }
  }

  private void time() {
    if (!timed && !closed && !written.isEmpty()) {
      timed = true;
      Timers.delayed(
              IDLE.toMillis(),
              TimeUnit.MILLISECONDS,
              task -> UnscopedThread.named("shared-memory").start(task))
          .execute(this::tick);
    }
  }

  private synchronized void tick() {
    timed = false;
    giveBack(System.nanoTime() - IDLE.toNanos());
  }

  /// Gives back the files that were free all the time since then.
  ///
  /// @param then by `System.nanoTime`
  synchronized void giveBack(long then) {
    for (BlockFile file : List.copyOf(written)) {
      if (!closed && !file.busy && file.since - then <= 0 && file.isFree()) {
        takeBack(file);
      }
    }
    time();
  }

  /// Lets go of all that is not being written; the rest follows.
  @Override
  public synchronized void close() {
    closed = true;
    written.stream().filter(file -> !file.busy).forEach(BlockFile::close);
    written.clear();
  }

  /// Looked up when there is something to say: the first logger costs a starting worker
  /// milliseconds.
  private static void log(String text, Throwable thrown) {
    System.getLogger(SharedBlocks.class.getName()).log(System.Logger.Level.DEBUG, text, thrown);
  }
}
