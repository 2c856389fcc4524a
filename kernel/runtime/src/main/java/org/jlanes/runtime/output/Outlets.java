package org.jlanes.runtime.output;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jlanes.runtime.scope.CellOutput;

/// The outputs of cells that have called native code, under the numbers by which that names them.
/// Keeps none of them alive. Any thread.
public final class Outlets {
  private final Map<Integer, WeakReference<CellOutput>> outputs = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private volatile Runnable settling = () -> {};

  /// Gives an output its number, which is positive.
  public int add(CellOutput output) {
    outputs.values().removeIf(each -> each.get() == null);
    int number = last.incrementAndGet();
    outputs.put(number, new WeakReference<>(output));
    return number;
  }

  /// The output with a number; empty for 0 and where nobody can print there any more.
  Optional<CellOutput> find(int number) {
    return Optional.ofNullable(outputs.get(number)).map(WeakReference::get);
  }

  /// Waits until what native code has printed so far is in its cells. An interrupt ends the wait
  /// and is kept.
  public void settle() {
    settling.run();
  }

  void settleWith(Runnable how) {
    settling = how;
  }
}
