package org.jlanes.lanes.process;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlanes.lanes.process.Variable.Kind;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.ObjectWriter;
import org.jlanes.runtime.envelope.Payload;

/// Writes the variables that code needs, as they are now, into one object stream, with an entry or
/// without one. Reading static fields of the notebook's classes initialises these in the notebook,
/// as the body would in any other lane.
///
/// Values may be of notebook classes, whose methods may read more variables, whose values …: it is
/// written again until nothing new appears. Owned by the [Closure] that it works for, whose lock
/// guards it.
final class VariableWriter {
  private final EngineView view;
  private final ClosureWalk walk;
  private final Owned owned;
  private final Broadcasts broadcasts;
  private final Held held;
  private final Set<Variable> written = new HashSet<>();

  /// Static fields that the worker's own initialiser gives a value.
  private final Set<Variable> left = new HashSet<>();

  private final List<String> remarks = new ArrayList<>();
  private Map<String, byte[]> classes = Map.of();

  /// Those that were written last.
  private List<Variable> variables = List.of();

  /// Where everything stands in what was written last.
  private List<Piece> layout = List.of();

  /// @param view the notebook, or null
  /// @param broadcasts knows the variables that were large before
  /// @param held gets the shared memory that is written
  VariableWriter(EngineView view, Owned owned, Broadcasts broadcasts, Held held) {
    this.view = view;
    this.owned = owned;
    this.broadcasts = broadcasts;
    this.held = held;
    this.walk = view == null ? null : new ClosureWalk(view);
  }

  /// What the code needs that is to be looked through; null where there is no notebook.
  ClosureWalk walk() {
    return walk;
  }

  /// The class files met so far, by binary name.
  Map<String, byte[]> classes() {
    if (walk != null && classes.size() != walk.classes().size()) {
      classes = Collections.unmodifiableMap(new LinkedHashMap<>(walk.classes()));
    }
    return classes;
  }

  /// The variables and static fields that the code reads.
  Set<Variable> read() {
    return walk == null ? Set.of() : walk.fields().read();
  }

  /// Those that need not be looked at again: they have been written, or are not to be.
  Set<Variable> written() {
    return written;
  }

  /// Those that were written last, in the order in which they were met.
  List<Variable> variables() {
    return variables;
  }

  /// What stands where in what was written last, in order.
  List<Piece> layout() {
    return layout;
  }

  /// What the user should know about static fields that could not be sent.
  List<String> remarks() {
    return remarks;
  }

  /// Writes the variables, but for those of `before`, and the entry if there is one, until writing
  /// discovers no more of them.
  ///
  /// @throws LaneException if a value cannot be sent; names the variable
  Payload write(Entry entry, Set<Variable> before) throws LaneException {
    if (walk == null) {
      return attempt(List.of(), entry);
    }
    // To learn what the entry is made of; often that is all there is.
    Payload alone = entry == null ? null : alone(entry);
    while (true) {
      walk.finish();
      List<Variable> now = new ArrayList<>(walk.fields().read());
      now.removeAll(before);
      now.removeAll(left);
      Set<Variable> theirs = owned.besides(walk.fields().read(), walk.fields().assigned());
      now.removeAll(theirs);
      written.addAll(theirs);
      now.sort(order());
      Payload payload = now.isEmpty() && alone != null ? alone : attempt(now, entry);
      walk.finish();
      if (payload != null) {
        written.addAll(now);
        if (hasAll(before) && !isNewsOf(now)) {
          variables = now;
          return payload;
        }
      }
    }
  }

  /// Whether nothing is read that need be written still.
  ///
  /// @param before what is not to be written
  boolean hasAll(Set<Variable> before) {
    return read().stream().allMatch(v -> before.contains(v) || written.contains(v));
  }

  private Payload alone(Entry entry) throws LaneException {
    Payload plain = entry instanceof TaskEntry<?, ?> task ? task.plain(walk) : null;
    return plain != null ? plain : attempt(List.of(), entry);
  }

  /// Initialisers, which run before fields are set, may read variables. What is large comes before
  /// what is not.
  private Comparator<Variable> order() {
    return Comparator.comparing(Variable::ofClass)
        .thenComparing(v -> !broadcasts.isLarge(v))
        .thenComparing(v -> broadcasts.isLarge(v) ? v.label() : "");
  }

  /// Whether it has turned out that some are so large that the order should have been another.
  private boolean isNewsOf(List<Variable> now) {
    return broadcasts.learn(layout) && !now.stream().sorted(order()).toList().equals(now);
  }

  /// Writes once.
  ///
  /// @return null if a static field turned out to be one that is left to the worker's initialiser
  private Payload attempt(List<Variable> now, Entry entry) throws LaneException {
    int before = left.size();
    Map<Variable, Object> values = new LinkedHashMap<>();
    for (Variable variable : now) {
      try {
        values.put(variable, value(variable));
      } catch (LinkageError e) {
        // Its initialiser failed here; the worker's may not, or tells the item that needs it.
        leave(variable);
        return null;
      }
    }
    Payload payload =
        Closure.payload(
            walk == null ? ObjectWriter.Observer.NONE : walk, out -> write(out, values, entry));
    return left.size() == before ? payload : null;
  }

  private void write(ObjectWriter out, Map<Variable, Object> values, Entry entry)
      throws IOException, LaneException {
    if (left.stream().anyMatch(values::containsKey)) {
      // Written a second time, though it is of no use.
      return;
    }
    List<Piece> all = new ArrayList<>();
    out.writeInt(values.size());
    for (Map.Entry<Variable, Object> each : values.entrySet()) {
      Variable variable = each.getKey();
      int from = out.position();
      int blocks = out.blockCount();
      out.writeBoolean(variable.ofClass());
      out.writeUTF(variable.owner());
      out.writeUTF(variable.name());
      try {
        out.writeObject(each.getValue());
      } catch (IOException | RuntimeException | StackOverflowError e) {
        refuse(variable, each.getValue(), out.last(), e);
        return;
      }
      all.add(new Piece(variable, each.getValue(), from, out.position(), blocks, out.blockCount()));
    }
    int from = out.position();
    int blocks = out.blockCount();
    if (entry != null) {
      try {
        out.writeObject(entry);
      } catch (IOException | RuntimeException | StackOverflowError e) {
        throw new LaneException(Unsendable.captured(entry, out.last(), e), e);
      }
    }
    all.add(new Piece(null, entry, from, out.position(), blocks, out.blockCount()));
    layout = all;
    held.add(out.regions());
  }

  /// A field that cannot be sent is left alone if that is what its user expects: a logger, a lock
  /// or a pool that is final, and what only methods read that the body does not call.
  @SuppressWarnings("ReferenceEquality") // asks for this very object
  private void refuse(Variable variable, Object value, Object culprit, Throwable cause)
      throws LaneException {
    boolean wanted = variable.kind() == Kind.FIELD && walk.fields().certain(variable);
    if (!variable.ofClass() || wanted) {
      throw new LaneException(Unsendable.variable(variable, value, culprit, cause), cause);
    }
    leave(variable);
    if (variable.kind() == Kind.FIELD || culprit != value) {
      remarks.add(Unsendable.left(variable, value, culprit, cause));
    }
  }

  private void leave(Variable variable) {
    left.add(variable);
    written.add(variable);
  }

  /// The value of a variable now.
  Object value(Variable variable) {
    try {
      Field field = view.loader().loadClass(variable.owner()).getDeclaredField(variable.name());
      field.setAccessible(true);
      return field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the engine lost variable " + variable.label(), e);
    }
  }
}
