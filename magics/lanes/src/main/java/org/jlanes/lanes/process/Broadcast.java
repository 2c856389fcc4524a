package org.jlanes.lanes.process;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.SharedCopy;

/// A large value that workers keep. Owned by the lock of [Broadcasts].
final class Broadcast {
  private static final System.Logger LOG = System.getLogger(Broadcast.class.getName());

  final long id;
  final SharedCopy copy;

  /// The workers that have it, or are being sent it.
  final Set<WorkerProcess> holders = Collections.newSetFromMap(new WeakHashMap<>());

  /// Those, and the ones that have what it was before.
  private final Set<WorkerProcess> told = Collections.newSetFromMap(new WeakHashMap<>());

  /// Of which variable it is; null for none.
  Variable variable;

  /// Which of the variable's arrays it is; -1 for its objects.
  int part;

  /// Runs and setups that need it.
  int leases;

  /// Whether its variable has another content now.
  boolean stale;

  private WeakReference<Object> source;

  Broadcast(long id, SharedCopy copy) {
    this.id = id;
    this.copy = copy;
  }

  long size() {
    return copy.content().byteSize();
  }

  /// A worker gets it.
  ///
  /// @return false if it has it
  boolean give(WorkerProcess worker) {
    told.add(worker);
    return holders.add(worker);
  }

  /// Puts another array of the same size in its place, which no worker has.
  ///
  /// @return false if that cannot be done; then it is good for nothing
  boolean replace(MemorySegment bytes) {
    holders.clear();
    return copy.rewrite(bytes);
  }

  /// Says of what it is a copy.
  void of(Variable whose, int which, Object value) {
    variable = whose;
    part = which;
    source = new WeakReference<>(value);
    stale = false;
  }

  /// Whether it is known to be a copy of this very object.
  boolean isOf(Object value) {
    return source != null && source.refersTo(value);
  }

  /// Whether nobody needs it.
  boolean isOver() {
    return leases == 0 && (stale || source.refersTo(null));
  }

  /// Lets go of it, here and in the workers.
  void free() {
    copy.delete();
    for (WorkerProcess worker : told) {
      try {
        worker.send(new Frame.Forget(List.of(id)), null);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "a worker keeps what nobody needs", e);
      }
    }
  }
}
