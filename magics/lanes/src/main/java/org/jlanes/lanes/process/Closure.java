package org.jlanes.lanes.process;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
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
  /// @param variables all variables met in items so far and not in the body, or null: each worker
  ///   needs them once, before the first item that was written when there were so many
  /// @param extent grows whenever `variables` does, 0 where there are none
  /// @param value the item
  record Item(Map<String, byte[]> classes, Payload variables, int extent, Payload value) {}

  private final EngineView view;
  private final ClosureWalk walk;
  private final Set<Variable> written = new HashSet<>();
  private final Set<Variable> withBody;
  private final Owned owned;

  /// Static fields that the worker's own initialiser gives a value.
  private final Set<Variable> left = new HashSet<>();

  private final List<String> remarks = new ArrayList<>();
  private final List<Variable> sent = new ArrayList<>();
  private final Payload state;
  private Payload later;
  private int extent;

  private Closure(EngineView view, Entry entry, Owned owned) throws LaneException {
    this.view = view;
    this.owned = owned;
    this.walk = view == null ? null : new ClosureWalk(view);
    this.state = write(entry, Set.of());
    this.withBody = Set.copyOf(written);
  }

  /// Variables that the workers have values of their own for, which are not to be overwritten.
  ///
  /// @param variables those of the bodies that each worker has run first
  /// @param unlessAssigned whether those that this body assigns are sent nevertheless: it is to be
  ///   such a body itself, and must find the same in every worker
  /// @param ignored labels of variables whose values are not asked for
  record Owned(Set<Variable> variables, boolean unlessAssigned, Set<String> ignored) {
    /// None.
    static final Owned NONE = new Owned(Set.of(), false);

    Owned(Set<Variable> variables, boolean unlessAssigned) {
      this(variables, unlessAssigned, Set.of());
    }

    Set<Variable> besides(Set<Variable> read, Set<Variable> assigned) {
      Set<Variable> left = new HashSet<>(variables);
      if (unlessAssigned) {
        left.removeAll(assigned);
      }
      read.stream().filter(v -> ignored.contains(v.label())).forEach(left::add);
      return left;
    }
  }

  /// The closure of an entry.
  ///
  /// @param view the notebook, or null where there is none: then the entry is serialized and every
  ///   class is expected on the worker's class path
  /// @throws LaneException if a value cannot be sent; names the variable
  static Closure of(Entry entry, EngineView view, Owned owned) throws LaneException {
    return new Closure(view, entry, owned);
  }

  /// Captured variables and entry, as in [org.jlanes.runtime.envelope.Envelope#state].
  Payload state() {
    return state;
  }

  /// The class files by binary name.
  synchronized Map<String, byte[]> classes() {
    return walk == null ? Map.of() : new LinkedHashMap<>(walk.classes());
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

  /// An item, with what it needs beyond the body.
  ///
  /// @throws LaneException if it cannot be sent
  synchronized Item item(Object value) throws LaneException {
    if (walk == null) {
      return new Item(Map.of(), null, 0, one(value, ObjectWriter.Observer.NONE));
    }
    Payload payload = one(value, walk);
    walk.finish();
    if (!written.containsAll(walk.fields().read())) {
      later = write(null, withBody);
      extent++;
    }
    return new Item(classes(), later, extent, payload);
  }

  private static Payload one(Object value, ObjectWriter.Observer observer) throws LaneException {
    try {
      ObjectWriter out = new ObjectWriter(observer);
      try {
        out.writeObject(value);
        return out.payload();
      } catch (IOException | RuntimeException | StackOverflowError e) {
        throw new LaneException(Unsendable.item(value, out.last(), e), e);
      }
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
    if (entry != null) {
      // Only to learn what the entry is made of.
      attempt(List.of(), entry);
    }
    while (true) {
      walk.finish();
      List<Variable> variables = new ArrayList<>(walk.fields().read());
      variables.removeAll(before);
      variables.removeAll(left);
      Set<Variable> theirs = owned.besides(walk.fields().read(), walk.fields().assigned());
      variables.removeAll(theirs);
      written.addAll(theirs);
      // Initialisers, which run before fields are set, may read variables.
      variables.sort(Comparator.comparing(Variable::ofClass));
      Payload payload = attempt(variables, entry);
      walk.finish();
      if (payload != null) {
        written.addAll(variables);
        if (written.containsAll(walk.fields().read())) {
          sent.addAll(variables);
          return payload;
        }
      }
    }
  }

  /// Writes once.
  ///
  /// @return null if a static field turned out to be one that is left to the worker's initialiser
  private Payload attempt(List<Variable> variables, Entry entry) throws LaneException {
    try {
      ObjectWriter out = new ObjectWriter(walk == null ? ObjectWriter.Observer.NONE : walk);
      out.writeInt(variables.size());
      for (Variable variable : variables) {
        Object value;
        try {
          value = value(variable);
        } catch (LinkageError e) {
          // Its initialiser failed here; the worker's may not, or tells the item that needs it.
          leave(variable);
          return null;
        }
        out.writeBoolean(variable.ofClass());
        out.writeUTF(variable.owner());
        out.writeUTF(variable.name());
        try {
          out.writeObject(value);
        } catch (IOException | RuntimeException | StackOverflowError e) {
          refuse(variable, value, out.last(), e);
          return null;
        }
      }
      if (entry != null) {
        try {
          out.writeObject(entry);
        } catch (IOException | RuntimeException | StackOverflowError e) {
          throw new LaneException(Unsendable.captured(out.last(), e), e);
        }
      }
      return out.payload();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
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
