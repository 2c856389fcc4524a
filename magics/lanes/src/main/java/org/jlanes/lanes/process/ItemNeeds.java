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

  /// Their variables; null if they need none.
  ///
  /// @param now whether with the values of this moment; else with those of an item before, if there
  ///   was one
  /// @param number for values that are not those of an item before
  /// @throws LaneException if a value cannot be sent; names the variable
  ItemVariables variables(boolean now, int number) throws LaneException {
    writer.walk().finish();
    if (writer.hasAll(withBody) && (last == null || !now)) {
      return last;
    }
    Payload values = writer.write(null, withBody);
    if (last == null || !last.values().holds(values)) {
      Payload owned = values.owned(block -> true, copies::of);
      Set<Variable> assigned = Set.copyOf(writer.walk().fields().assigned());
      last = new ItemVariables(number, Set.copyOf(writer.variables()), assigned, owned);
    }
    return last;
  }
}
