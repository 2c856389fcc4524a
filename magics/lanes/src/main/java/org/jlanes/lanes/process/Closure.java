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
import org.jlanes.runtime.envelope.PlainLambda;

/// What a body needs in a worker: the notebook classes and variables it reaches, and the values of
/// the variables at this moment, in one object stream with the body. The static fields of the
/// notebook's classes are variables here; reading them initialises the class in the notebook, as
/// the body would in any other lane.
///
/// Values may be of notebook classes, whose methods may read more variables, whose values …: it is
/// written again until nothing new appears. Safe for any thread; [#item] takes turns.
final class Closure {
  /// Classes, variables and the items that need them, as they go into one frame.
  ///
  /// @param classes all classes met so far, by binary name
  /// @param variables what a worker must set before it runs the item, unless that was what it has
  ///   set last; null where there is no need. They may be more than the item needs, but the body's
  /// @param extent tells one such payload from another
  /// @param value the item
  record Item(Map<String, byte[]> classes, Payload variables, int extent, Payload value) {
    /// The same with another copy of the item.
    Item with(Payload copy) {
      return new Item(classes, variables, extent, copy);
    }
  }

  private final EngineView view;
  private final ClosureWalk walk;
  private final Set<Variable> written = new HashSet<>();
  private final Set<Variable> withBody;
  private final Set<Variable> readByBody;
  private final Owned owned;

  /// Static fields that the worker's own initialiser gives a value.
  private final Set<Variable> left = new HashSet<>();

  private final List<String> remarks = new ArrayList<>();
  private final Broadcasts broadcasts;
  private final Held held;
  private final List<Variable> sent = new ArrayList<>();
  private final Payload state;
  private final List<Piece> pieces;

  /// Where everything stands in what was written last.
  private List<Piece> layout = List.of();

  private Payload later;
  private int extent;

  /// Whether some item needs what cannot be sent, which does not concern the others.
  private boolean spoiled;

  /// Whether it is for one item alone.
  private final boolean single;

  /// The last answer of [#classes].
  private Map<String, byte[]> found = Map.of();

  private Closure(EngineView view, Entry entry, Owned owned, Broadcasts broadcasts)
      throws LaneException {
    this.view = view;
    this.owned = owned;
    this.broadcasts = broadcasts;
    this.walk = view == null ? null : new ClosureWalk(view);
    this.held = new Held();
    this.single = false;
    boolean complete = false;
    try {
      this.state = write(entry, Set.of());
      complete = true;
    } finally {
      if (!complete) {
        letGo();
      }
    }
    this.pieces = layout;
    this.readByBody = read();
    this.withBody = Set.copyOf(written);
  }

  /// What one item of a body needs.
  private Closure(Closure body) {
    this.view = body.view;
    this.owned = body.owned;
    this.broadcasts = body.broadcasts;
    this.walk = new ClosureWalk(view);
    this.held = body.held;
    this.single = true;
    this.state = null;
    this.pieces = List.of();
    this.readByBody = body.readByBody;
    this.withBody = body.withBody;
  }

  /// The closure of an entry.
  ///
  /// @param view the notebook, or null where there is none: then the entry is serialized and every
  ///   class is expected on the worker's class path
  /// @param broadcasts knows the variables that were large before
  /// @throws LaneException if a value cannot be sent; names the variable
  static Closure of(Entry entry, EngineView view, Owned owned, Broadcasts broadcasts)
      throws LaneException {
    return new Closure(view, entry, owned, broadcasts);
  }

  /// Captured variables and entry, as in [org.jlanes.runtime.envelope.Envelope#state].
  Payload state() {
    return state;
  }

  /// What stands where in [#state], in order.
  List<Piece> pieces() {
    return pieces;
  }

  /// The class files by binary name.
  synchronized Map<String, byte[]> classes() {
    if (walk != null && found.size() != walk.classes().size()) {
      found = Collections.unmodifiableMap(new LinkedHashMap<>(walk.classes()));
    }
    return found;
  }

  /// The class file of any notebook class, or null.
  byte[] find(String name) {
    return view == null ? null : view.classBytes(name).orElse(null);
  }

  /// The notebook variables and static fields that the body assigns, in the order of their
  /// appearance.
  synchronized List<Variable> assigned() {
    return walk == null ? List.of() : List.copyOf(walk.fields().assigned());
  }

  /// The notebook variables and static fields that the body reads.
  synchronized Set<Variable> read() {
    return walk == null ? Set.of() : Set.copyOf(walk.fields().read());
  }

  /// The variables whose values go with the body, in the order in which they were met.
  List<Variable> sent() {
    return sent;
  }

  /// The walk through the code; null where there is no notebook. For who made this closure alone.
  ClosureWalk walk() {
    return walk;
  }

  /// What the user should know about static fields that could not be sent.
  synchronized List<String> remarks() {
    return List.copyOf(remarks);
  }

  /// An item, with what it needs beyond the body. What it needs has the value that it had when the
  /// first item needed it.
  ///
  /// @throws LaneException if it cannot be sent
  Item item(Object value) throws LaneException {
    return item(value, false);
  }

  /// The same, where all that it needs beyond the body has the values of this moment.
  Item snapshot(Object value) throws LaneException {
    return item(value, true);
  }

  private synchronized Item item(Object value, boolean now) throws LaneException {
    if (walk == null) {
      return new Item(Map.of(), null, 0, one(value, ObjectWriter.Observer.NONE, held));
    }
    if (spoiled) {
      return apart(value);
    }
    Payload plain = PlainLambda.of(value, walk);
    Payload payload = plain != null ? plain : one(value, walk, held);
    walk.finish();
    try {
      findVariables(now);
    } catch (LaneException e) {
      if (single) {
        throw e;
      }
      spoiled = true;
      return apart(value);
    }
    return new Item(classes(), later, extent, payload);
  }

  private void findVariables(boolean now) throws LaneException {
    owned.refuse(walk.fields().read(), readByBody);
    if (!written.containsAll(walk.fields().read()) || (now && later != null)) {
      Payload variables = write(null, withBody);
      if (later == null || !later.holds(variables)) {
        later = variables.owned(block -> true, LargeCopies::copy);
        extent++;
      }
    }
  }

  /// An item whose needs are looked for by themselves.
  private Item apart(Object value) throws LaneException {
    Closure alone = new Closure(this);
    Item item = alone.item(value, false);
    alone.remarks().stream().filter(remark -> !remarks.contains(remark)).forEach(remarks::add);
    return new Item(item.classes(), item.variables(), ++extent, item.value());
  }

  /// Shared memory may be closed again as far as the run is concerned.
  void letGo() {
    held.letGo();
  }

  private static Payload one(Object value, ObjectWriter.Observer observer, Held held)
      throws LaneException {
    return payload(
        observer,
        out -> {
          try {
            out.writeWhole(value);
            held.add(out.regions());
          } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new LaneException(Unsendable.item(value, out.last(), e), e);
          }
        });
  }

  private static Payload payload(
      ObjectWriter.Observer observer, ObjectWriter.Script<LaneException> script)
      throws LaneException {
    try {
      return ObjectWriter.payload(observer, script);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }

  /// Writes the variables, but for those of `before`, and the entry if there is one, until writing
  /// discovers no more of them.
  private Payload write(Entry entry, Set<Variable> before) throws LaneException {
    if (walk == null) {
      return attempt(List.of(), entry);
    }
    // To learn what the entry is made of; often that is all there is.
    Payload alone = entry == null ? null : alone(entry);
    while (true) {
      walk.finish();
      List<Variable> variables = new ArrayList<>(walk.fields().read());
      variables.removeAll(before);
      variables.removeAll(left);
      Set<Variable> theirs = owned.besides(walk.fields().read(), walk.fields().assigned());
      variables.removeAll(theirs);
      written.addAll(theirs);
      variables.sort(order());
      Payload payload = variables.isEmpty() && alone != null ? alone : attempt(variables, entry);
      walk.finish();
      if (payload != null) {
        written.addAll(variables);
        if (written.containsAll(walk.fields().read()) && !isNewsOf(variables)) {
          if (entry != null) {
            sent.addAll(variables);
          }
          return payload;
        }
      }
    }
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
  private boolean isNewsOf(List<Variable> variables) {
    return broadcasts.learn(layout)
        && !variables.stream().sorted(order()).toList().equals(variables);
  }

  /// Writes once.
  ///
  /// @return null if a static field turned out to be one that is left to the worker's initialiser
  private Payload attempt(List<Variable> variables, Entry entry) throws LaneException {
    int before = left.size();
    Map<Variable, Object> values = new LinkedHashMap<>();
    for (Variable variable : variables) {
      try {
        values.put(variable, value(variable));
      } catch (LinkageError e) {
        // Its initialiser failed here; the worker's may not, or tells the item that needs it.
        leave(variable);
        return null;
      }
    }
    Payload payload =
        payload(walk == null ? ObjectWriter.Observer.NONE : walk, out -> write(out, values, entry));
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
