package org.jlanes.lanes.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.ObjectWriter;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.envelope.PlainLambda;

/// What a body needs in a worker: the notebook classes and variables it reaches, and the values of
/// the variables at this moment, in one object stream with the body. The static fields of the
/// notebook's classes are variables here.
///
/// Items may be of notebook classes, and need more. What that is depends on the classes and lambdas
/// that an item is made of alone ([ItemKind]) and is looked for once for each such kind, so that it
/// concerns no other item. Safe for any thread; [#item] takes turns.
final class Closure {
  /// Classes, variables and the items that need them, as they go into one frame.
  ///
  /// @param classes all classes that the item needs, by binary name
  /// @param more the variables that it needs and the body does not, or null
  /// @param changed variables that a task may assign in its worker, where the next one must find
  ///   them as they were; of items of a run none, which see what others have left
  /// @param value the item
  record Item(
      Map<String, byte[]> classes, ItemVariables more, Set<Variable> changed, Payload value) {
    /// The same with another copy of the item.
    Item with(Payload copy) {
      return new Item(classes, more, changed, copy);
    }
  }

  private final EngineView view;
  private final Owned owned;
  private final Broadcasts broadcasts;
  private final Held held = new Held();
  private final VariableWriter body;
  private final Payload state;
  private final List<Piece> pieces;
  private final List<Variable> sent;
  private final Set<Variable> readByBody;
  private final Set<Variable> withBody;
  private final LargeCopies copies = new LargeCopies();
  private final Map<Set<Object>, ItemNeeds> kinds = new HashMap<>();
  private final Map<Set<Variable>, ItemVariables> latest = new HashMap<>();
  private final Map<String, Boolean> hosts = new HashMap<>();

  /// How many payloads of variables items have needed.
  private int count;

  private Closure(EngineView view, Entry entry, Owned owned, Broadcasts broadcasts)
      throws LaneException {
    this.view = view;
    this.owned = owned;
    this.broadcasts = broadcasts;
    this.body = new VariableWriter(view, owned, broadcasts, held);
    boolean complete = false;
    try {
      this.state = body.write(entry, Set.of());
      complete = true;
    } finally {
      if (!complete) {
        letGo();
      }
    }
    this.pieces = body.layout();
    this.sent = body.variables();
    this.readByBody = read();
    this.withBody = Set.copyOf(body.written());
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

  /// The class files that the body needs, by binary name.
  synchronized Map<String, byte[]> classes() {
    return body.classes();
  }

  /// The class file of any notebook class, or null.
  byte[] find(String name) {
    return view == null ? null : view.classBytes(name).orElse(null);
  }

  /// The notebook variables and static fields that the body assigns, in the order of their
  /// appearance.
  synchronized List<Variable> assigned() {
    return view == null ? List.of() : List.copyOf(body.walk().fields().assigned());
  }

  /// The notebook variables and static fields that the body reads.
  synchronized Set<Variable> read() {
    return Set.copyOf(body.read());
  }

  /// The variables whose values go with the body, in the order in which they were met.
  List<Variable> sent() {
    return sent;
  }

  /// The walk through the code; null where there is no notebook. For who made this closure alone.
  ClosureWalk walk() {
    return body.walk();
  }

  /// The value of a variable now.
  Object value(Variable variable) {
    return body.value(variable);
  }

  /// Copies of large arrays, which what waits shares.
  LargeCopies copies() {
    return copies;
  }

  /// What the user should know about static fields that could not be sent.
  synchronized List<String> remarks() {
    Set<String> all = new LinkedHashSet<>(body.remarks());
    kinds.values().forEach(kind -> all.addAll(kind.remarks()));
    return new ArrayList<>(all);
  }

  /// An item, with what it needs beyond the body. What it needs has the value that it had when the
  /// first item of its kind needed it.
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
    if (view == null) {
      return new Item(Map.of(), null, Set.of(), one(value, ObjectWriter.Observer.NONE));
    }
    ItemKind kind = new ItemKind(view, hosts);
    Payload plain = PlainLambda.of(value, kind);
    Payload payload = plain != null ? plain : one(value, kind);
    ItemNeeds needs = kinds.get(kind.parts());
    if (needs == null) {
      needs = new ItemNeeds(new VariableWriter(view, owned, broadcasts, held), withBody, copies);
      kind.tell(needs.walk());
      kinds.put(kind.parts(), needs);
    }
    owned.refuse(needs.read(), readByBody);
    ItemVariables more = needs.variables(now, latest, count + 1);
    count = more == null ? count : Math.max(count, more.number());
    // Values may have led to more.
    owned.refuse(needs.read(), readByBody);
    return new Item(needs.classes(), more, now ? needs.changed() : Set.of(), payload);
  }

  /// Shared memory may be closed again as far as the run is concerned.
  void letGo() {
    held.letGo();
  }

  private Payload one(Object value, ObjectWriter.Observer observer) throws LaneException {
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

  /// What a script writes.
  static Payload payload(ObjectWriter.Observer observer, ObjectWriter.Script<LaneException> script)
      throws LaneException {
    try {
      return ObjectWriter.payload(observer, script);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }
}
