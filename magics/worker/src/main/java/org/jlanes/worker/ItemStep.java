package org.jlanes.worker;

import java.io.IOException;
import org.jlanes.runtime.envelope.Envelope.ShippedItem;

/// An item that came with its object stream, to be run by the run's thread unless it is given back
/// before.
final class ItemStep implements Step {
  private final ShippedItem item;
  private final ItemRuns runs;
  private boolean taken;

  ItemStep(ShippedItem item, ItemRuns runs) {
    this.item = item;
    this.runs = runs;
  }

  @Override
  public void run() throws IOException {
    if (take()) {
      runs.run(item);
    }
  }

  @Override
  public void giveBack(int most, Indices to) {
    if (most > 0 && take()) {
      if (item.value() != null) {
        item.value().release();
      }
      to.add(item.index());
    }
  }

  @Override
  public boolean takeBack(int index) {
    if (index != item.index() || !take()) {
      return false;
    }
    if (item.value() != null) {
      item.value().release();
    }
    return true;
  }

  @Override
  public synchronized boolean spent() {
    return taken;
  }

  private synchronized boolean take() {
    boolean first = !taken;
    taken = true;
    return first;
  }
}
