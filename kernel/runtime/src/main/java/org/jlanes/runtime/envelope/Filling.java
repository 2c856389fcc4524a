package org.jlanes.runtime.envelope;

import java.lang.foreign.MemorySegment;

/// A block on its way into shared memory. For the thread that has put it there, which must call
/// [#fill], [#breakOff] or [#recall].
final class Filling {
  private final BlockFile file;
  private final WrittenBlocks owner;

  /// What is still to be copied; null when nothing is.
  private MemorySegment block;

  Filling(BlockFile file, MemorySegment block, WrittenBlocks owner) {
    this.file = file;
    this.block = block;
    this.owner = owner;
  }

  /// What the other side finds the block by.
  String name() {
    return file.name();
  }

  /// Copies the block, unless that has been done. If it cannot be read, the other side learns that
  /// it will not come.
  void fill() {
    if (block != null) {
      boolean complete = false;
      try {
        file.fill(block);
        complete = true;
      } finally {
        end(complete);
      }
    }
  }

  /// Tells the other side that the block will not come, unless it has been copied.
  void breakOff() {
    if (block != null) {
      end(false);
    }
  }

  private void end(boolean complete) {
    block = null;
    if (!complete) {
      file.breakOff();
    }
    owner.finish(file);
  }

  /// Takes the block back, of which the other side has not been told.
  void recall() {
    owner.recall(file);
    if (block != null) {
      block = null;
      owner.finish(file);
    }
  }
}
