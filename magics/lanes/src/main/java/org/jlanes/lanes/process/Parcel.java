package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.List;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Envelope.ShippedItem;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.Payload;

/// Items that go to a worker in one frame. Owned by the thread that sends.
final class Parcel {
  /// Bytes of items after which a frame is closed.
  static final long FULL = 4 << 20;

  /// Classes that came up in the items.
  final List<ShippedClass> classes = new ArrayList<>();

  long size;

  /// The [Closure.Item#extent] that a worker has when it has this parcel.
  final int extent;

  private final Payload variables;
  private final List<ShippedItem> items = new ArrayList<>();

  /// A parcel for a worker that needs no more variables.
  Parcel(int extent) {
    this(extent, null);
  }

  /// A parcel that begins with variables that its first item needs.
  Parcel(int extent, Payload variables) {
    this.extent = extent;
    this.variables = variables;
  }

  void add(int index, int attempts, Payload value) {
    items.add(new ShippedItem(index, attempts, value));
    size += value.size();
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  int[] indices() {
    return items.stream().mapToInt(ShippedItem::index).toArray();
  }

  Frame frame(int run) {
    return new Frame.Items(run, classes, variables, items);
  }
}
