package org.jlanes.lanes.process;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.envelope.SharedBlocks;
import org.jlanes.runtime.envelope.SharedCopy;
import org.jlanes.runtime.scope.UnscopedThread;

/// The large values that bodies capture: each is copied once, and sent once to each worker, however
/// many cells use it. What is kept is compared byte by byte with what a later body captures, so
/// that a change is never missed.
///
/// A copy is let go of, here and in the workers, when no run needs it and its variable has other
/// content or another value, or the value is garbage. Safe for any thread.
final class Broadcasts {
  /// Smaller pieces travel with each envelope.
  static final int SMALLEST = 1 << 20;

  private final List<Broadcast> all = new ArrayList<>();

  /// Variables that were large before: they are written first, so that their bytes do not depend on
  /// what else a body needs.
  private final Set<Variable> large = ConcurrentHashMap.newKeySet();

  private Optional<SharedBlocks> shared;
  private Cleaner cleaner;
  private long ids;

  /// Whether a variable was large before.
  boolean isLarge(Variable variable) {
    return large.contains(variable);
  }

  /// Takes note of the variables that are large.
  ///
  /// @return whether one of them was not known to be
  boolean learn(List<Piece> pieces) {
    boolean news = false;
    for (Piece piece : pieces) {
      news |= piece.isLarge() && large.add(piece.variable());
    }
    return news;
  }

  /// Finds the copies of the large pieces of a closure, and makes those that are missing.
  synchronized Lease lease(Closure closure) {
    Payload state = closure.state();
    List<Lease.Part> parts = new ArrayList<>();
    for (Piece piece : closure.pieces()) {
      for (int i = piece.blocksFrom(); i < piece.blocksTo(); i++) {
        MemorySegment block = state.blocks().get(i);
        if (block.byteSize() >= SMALLEST) {
          Object array = block.heapBase().orElse(piece.value());
          parts.add(new Lease.Part(i, -1, of(piece, array, i - piece.blocksFrom(), block)));
        }
      }
      if (piece.isLarge()) {
        MemorySegment bytes =
            MemorySegment.ofArray(state.stream()).asSlice(piece.from(), piece.to() - piece.from());
        parts.add(new Lease.Part(-1, piece.from(), of(piece, piece.value(), -1, bytes)));
      }
    }
    sweep();
    return new Lease(this, state, parts);
  }

  /// A copy that stays until it is released.
  private Broadcast of(Piece piece, Object source, int part, MemorySegment bytes) {
    for (Broadcast each : all) {
      if (each.copy.holds(bytes)) {
        if (!each.isOf(source)) {
          watch(source);
        }
        each.of(piece.variable(), part, source);
        each.leases++;
        return each;
      }
    }
    for (Broadcast each : all) {
      boolean ofVariable =
          piece.variable() != null && Objects.equals(each.variable, piece.variable());
      each.stale |= each.part == part && (ofVariable || each.isOf(source));
    }
    Broadcast made = part < 0 ? null : replaced(bytes);
    if (made == null) {
      made = new Broadcast(++ids, SharedCopy.of(bytes, shared()));
      all.add(made);
    }
    made.leases++;
    made.of(piece.variable(), part, source);
    watch(source);
    return made;
  }

  /// A copy of an array in the place of one of the same size that is needed no longer, or null: new
  /// memory costs many times what the copy does. Not of bytes of the stream: a worker that is late
  /// to open a run which has ended would read nonsense.
  private Broadcast replaced(MemorySegment bytes) {
    Broadcast old =
        all.stream()
            .filter(each -> each.part >= 0 && each.isOver() && each.size() == bytes.byteSize())
            .filter(each -> each.copy.path() != null)
            .findFirst()
            .orElse(null);
    boolean done = false;
    try {
      done = old != null && old.replace(bytes);
    } finally {
      if (old != null && !done) {
        all.remove(old);
        old.free();
      }
    }
    return done ? old : null;
  }

  private SharedBlocks shared() {
    if (shared == null) {
      shared = SharedBlocks.create();
    }
    return shared.orElse(null);
  }

  /// Sees to it that nothing is kept for garbage.
  private void watch(Object source) {
    if (cleaner == null) {
      cleaner = Cleaner.create(task -> UnscopedThread.named("broadcast-sweep").unstarted(task));
    }
    cleaner.register(source, this::sweep);
  }

  /// Lets go of the copies that nobody needs.
  private synchronized void sweep() {
    for (Iterator<Broadcast> each = all.iterator(); each.hasNext(); ) {
      Broadcast broadcast = each.next();
      if (broadcast.isOver()) {
        each.remove();
        broadcast.free();
      }
    }
  }

  /// A run, or a setup, needs these no longer.
  synchronized void release(List<Lease.Part> parts) {
    parts.forEach(part -> part.broadcast().leases--);
    sweep();
  }

  /// How many copies there are.
  synchronized int count() {
    return all.size();
  }
}
