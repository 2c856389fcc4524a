package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// The reader's side of a [SharedBlocks]: the files of the other side that are mapped here, for as
/// long as that does not take them back. Safe for any thread.
final class TakenBlocks implements AutoCloseable {
  private final Path folder;
  private final Map<String, BlockFile> mapped = new HashMap<>();
  private boolean closed;

  TakenBlocks(Path folder) {
    this.folder = folder;
  }

  /// See [SharedBlocks#take].
  synchronized SharedBlocks.Taken take(String name, long size) throws IOException {
    if (!name.matches("[kw][0-9]+")) {
      throw new FrameException("not the name of a shared block: " + name);
    }
    mapped.values().removeIf(TakenBlocks::closeIfGone);
    BlockFile file = mapped.get(name);
    if (file == null) {
      file = open(folder.resolve(name));
      mapped.put(name, file);
    }
    if (size < 0 || size > file.capacity() || file.busy) {
      throw new FrameException(
          "block " + name + " of " + file.capacity() + " bytes does not hold " + size);
    }
    file.busy = true;
    BlockFile taken = file;
    AtomicBoolean released = new AtomicBoolean();
    return new SharedBlocks.Taken(
        file.block(size),
        taken::there,
        () -> {
          if (!released.getAndSet(true)) {
            release(taken);
          }
        });
  }

  /// Opens a file, also for a thread that somebody has interrupted, which keeps that.
  private static BlockFile open(Path path) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return BlockFile.open(path);
        } catch (ClosedByInterruptException e) {
          // Meant for the user's code: once more.
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean closeIfGone(BlockFile file) {
    boolean gone = !file.busy && file.isGone();
    if (gone) {
      file.close();
    }
    return gone;
  }

  private synchronized void release(BlockFile file) {
    file.busy = false;
    file.free();
    if (closed) {
      file.close();
    }
  }

  /// Lets go of all that nobody reads; the rest follows when it is released.
  @Override
  public synchronized void close() {
    closed = true;
    mapped.values().stream().filter(file -> !file.busy).forEach(BlockFile::close);
    mapped.clear();
  }
}
