package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Envelope.ShippedItem;
import org.jlanes.runtime.envelope.Frame;

/// Items that go to a worker in one frame. Owned by the thread that sends.
final class Parcel {
  /// Bytes of items after which a frame is closed.
  static final long FULL = 4 << 20;

  /// Classes that came up in the items.
  final List<ShippedClass> classes = new ArrayList<>();

  long size;

  /// The variables that it begins with, which its first item needs, or null.
  final ItemVariables variables;

  /// What its items may assign.
  final Set<Variable> changed = new HashSet<>();

  private final List<ShippedItem> items = new ArrayList<>();

  Parcel(ItemVariables variables) {
    this.variables = variables;
  }

  void add(int index, int attempts, Closure.Item item) {
    int needs = item.more() == null ? 0 : item.more().number();
    items.add(new ShippedItem(index, attempts, needs, item.value()));
    changed.addAll(item.changed());
    size += item.value().size();
  }

  /// Notes what a worker has its variables from when it has run this.
  void putInto(Map<Variable, Integer> set) {
    if (variables != null) {
      variables.putInto(set);
    }
    set.keySet().removeAll(changed);
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  int[] indices() {
    return items.stream().mapToInt(ShippedItem::index).toArray();
  }

  Frame frame(int run) {
    return variables == null
        ? new Frame.Items(run, classes, 0, null, items)
        : new Frame.Items(run, classes, variables.number(), variables.values(), items);
  }
}
