package org.jlanes.lanes.process;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/// Copies of large arrays for items that wait. Many of them often have the same array, whose copy
/// they share as long as its content is the same. Guarded by its monitor; safe for any thread.
final class LargeCopies {
  /// What an array of bytes may have.
  private static final long LONGEST = Integer.MAX_VALUE - 8;

  /// The copy of each array that was made last. Kept for as long as an item has it.
  private final Map<Object, WeakReference<MemorySegment>> last = new WeakHashMap<>();

  /// Whether a block is so small that it is copied without looking for another copy.
  static boolean isSmall(MemorySegment block) {
    return block.byteSize() < Broadcasts.SMALLEST;
  }

  /// A copy for one item.
  static MemorySegment copy(MemorySegment block) {
    if (block.byteSize() > LONGEST) {
      return Arena.ofAuto().allocate(block.byteSize(), Long.BYTES).copyFrom(block);
    }
    return MemorySegment.ofArray(block.toArray(ValueLayout.JAVA_BYTE));
  }

  /// A copy that items may share; the block itself if it is one.
  synchronized MemorySegment of(MemorySegment block) {
    Object array = block.heapBase().orElse(null);
    if (array == null) {
      return copy(block);
    }
    WeakReference<MemorySegment> known = last.get(array);
    MemorySegment before = known == null ? null : known.get();
    if (before != null && before.mismatch(block) == -1) {
      return before;
    }
    MemorySegment copy = copy(block);
    last.put(array, new WeakReference<>(copy));
    return copy;
  }
}
