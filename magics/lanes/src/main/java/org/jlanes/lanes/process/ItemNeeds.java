package org.jlanes.lanes.process;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.envelope.Payload;

/// What items of one [ItemKind] need beyond the body. Owned by the [Closure], whose lock guards it.
final class ItemNeeds {
  private final VariableWriter writer;
  private final Set<Variable> withBody;
  private final LargeCopies copies;
  private ItemVariables last;
  private Set<Variable> changed = Set.of();

  /// Whether [#last] is what they need, but for what they have come to read since.
  private boolean complete;

  /// @param writer has seen no code yet
  /// @param withBody the variables that go with the body
  ItemNeeds(VariableWriter writer, Set<Variable> withBody, LargeCopies copies) {
    this.writer = writer;
    this.withBody = withBody;
    this.copies = copies;
  }

  /// The walk through the items' code, to be told of it.
  ClosureWalk walk() {
    return writer.walk();
  }

  /// The class files that they need, by binary name.
  Map<String, byte[]> classes() {
    return writer.classes();
  }

  /// The variables that they read, of whatever body.
  Set<Variable> read() {
    writer.walk().finish();
    return writer.read();
  }

  /// What the user should know about static fields that could not be sent.
  List<String> remarks() {
    return writer.remarks();
  }

  /// The variables that they may assign in their worker. Where sending them again costs much, only
  /// those that code assigns which is certain to run.
  Set<Variable> changed() {
    boolean large = last != null && last.values().size() >= Broadcasts.SMALLEST;
    StaticReach fields = writer.walk().fields();
    Set<Variable> now = large ? fields.assigned() : fields.changed();
    if (!changed.equals(now)) {
      changed = Set.copyOf(now);
    }
    return changed;
  }

  /// Their variables; null if they need none.
  ///
  /// @param now whether with the values of this moment; else with those of an item before, if there
  ///   was one
  /// @param others the last ones of all kinds, by what they are; gets new ones
  /// @param number for values that no other ones are equal to
  /// @throws LaneException if a value cannot be sent; names the variable
  ItemVariables variables(boolean now, Map<Set<Variable>, ItemVariables> others, int number)
      throws LaneException {
    writer.walk().finish();
    if (complete && writer.hasAll(withBody) && (last == null || !now)) {
      return last;
    }
    // Unless it is done to the end, the next item must not believe that there is nothing to do.
    complete = false;
    Payload values = writer.write(null, withBody);
    Set<Variable> which = Set.copyOf(writer.variables());
    if (which.isEmpty()) {
      last = null;
    } else if (last == null || !last.values().holds(values)) {
      ItemVariables equal = others.get(which);
      last =
          equal != null && equal.values().holds(values)
              ? equal
              : new ItemVariables(number, which, values.owned(block -> true, copies::of));
      others.put(which, last);
    }
    complete = true;
    return last;
  }
}
