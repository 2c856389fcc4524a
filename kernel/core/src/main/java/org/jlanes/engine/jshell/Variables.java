package org.jlanes.engine.jshell;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import org.jlanes.runtime.engine.EngineView.Variable;

/// The notebook's variables: static fields of the classes that JShell makes. Changed by the engine
/// thread only; read by any thread.
final class Variables {
  private record Slot(String type, String className) {}

  /// What an evaluation did to variables besides what it said.
  ///
  /// @param moves those that have got new fields, which hold nothing yet
  /// @param lost those whose declaration no longer compiles although its type still exists
  /// @param reset names of those whose values could not be read
  record Update(List<Move> moves, List<Lost> lost, List<String> reset) {
    /// Adds what a further evaluation did.
    void add(Update more) {
      moves.addAll(more.moves);
      lost.addAll(more.lost);
      reset.addAll(more.reset);
    }

    /// Whether there is nothing to do.
    boolean isEmpty() {
      return moves.isEmpty() && lost.isEmpty() && reset.isEmpty();
    }
  }

  /// A variable that has got a new field.
  ///
  /// @param value what the old one holds
  record Move(String name, Object value) {}

  /// A variable whose declaration no longer compiles.
  ///
  /// @param fullType its type with the names of packages, which does not change its meaning when an
  ///   import comes
  record Lost(Variable variable, String fullType) {}

  /// What reflection puts between the names of a class and of one nested in it.
  private static final Pattern NESTED = Pattern.compile("(?<=\\w)\\$(?=\\w)");

  private final ClassLoader loader;
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Set<String> holders = ConcurrentHashMap.newKeySet();

  Variables(ClassLoader loader) {
    this.loader = loader;
  }

  /// Takes note of what an evaluation did.
  ///
  /// @param replaced whether classes were replaced rather than redefined, which gives variables new
  ///   fields
  Update update(List<SnippetEvent> events, JShell jshell, boolean replaced) {
    Update update = new Update(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    synchronized (slots) {
      for (SnippetEvent event : events) {
        if (event.snippet() instanceof VarSnippet variable) {
          note(variable, jshell, event.causeSnippet() != null, update);
        }
      }
      if (replaced) {
        jshell.variables().forEach(variable -> note(variable, jshell, true, update));
      }
    }
    return update;
  }

  private void note(VarSnippet variable, JShell jshell, boolean dependent, Update update) {
    String name = variable.name();
    if (name.isEmpty()) {
      // `var _ = f();` has no field.
      return;
    }
    Snippet.Status status = jshell.status(variable);
    String holder = jshell.sourceCodeAnalysis().wrapper(variable).fullClassName();
    if (!status.isDefined()) {
      // A variable that was declared again is not gone: its old snippet is.
      if (status.isActive() || jshell.variables().noneMatch(v -> v.name().equals(name))) {
        forget(variable, dependent && status.isActive(), holder, update);
      }
      return;
    }
    Slot before = slots.put(name, new Slot(variable.typeName(), holder));
    holders.add(holder);
    if (dependent && before != null && !before.className.equals(holder)) {
      try {
        update.moves.add(new Move(name, field(before.className, name).get(null)));
      } catch (ReflectiveOperationException | LinkageError e) {
        update.reset.add(name);
      }
    }
  }

  private void forget(VarSnippet variable, boolean broken, String holder, Update update) {
    String name = variable.name();
    Slot slot = slots.get(name);
    if (slot == null || !broken && !slot.className.equals(holder)) {
      return;
    }
    slots.remove(name);
    if (broken) {
      lost(name, slot).ifPresentOrElse(update.lost::add, () -> update.reset.add(name));
    }
  }

  private Optional<Lost> lost(String name, Slot slot) {
    try {
      Field field = field(slot.className, name);
      String fullType =
          NESTED
              .matcher(Names.withoutWrappers(field.getGenericType().getTypeName()))
              .replaceAll(".");
      return Optional.of(new Lost(new Variable(name, slot.type, field.get(null)), fullType));
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }

  /// The variable that has been there before a declaration of its name that does not compile.
  Optional<Lost> before(VarSnippet refused) {
    Slot slot;
    synchronized (slots) {
      slot = slots.get(refused.name());
    }
    return slot == null ? Optional.empty() : lost(refused.name(), slot);
  }

  private Field field(String className, String name) throws ReflectiveOperationException {
    Field field = loader.loadClass(className).getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /// Lets go of the value of a variable that is about to be forgotten.
  void clear(String className, String name) {
    synchronized (slots) {
      slots.remove(name);
    }
    try {
      Field field = field(className, name);
      if (!field.getType().isPrimitive()) {
        field.set(null, null);
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      // The class was never loaded, so there is no value to let go of.
      holders.remove(className);
    }
  }

  /// Gives a declared variable its value.
  ///
  /// @throws IllegalArgumentException if the value is not of the variable's type
  /// @throws ReflectiveOperationException if there is no such variable
  void set(String name, Object value) throws ReflectiveOperationException {
    Slot slot;
    synchronized (slots) {
      slot = slots.get(name);
    }
    if (slot == null) {
      throw new NoSuchFieldException(name);
    }
    field(slot.className, name).set(null, value);
  }

  /// Whether a declared variable could hold a value, or what becomes of it where classes of the
  /// notebook were replaced.
  boolean mayHold(String name, Object value) {
    Slot slot;
    synchronized (slots) {
      slot = slots.get(name);
    }
    if (slot == null) {
      return false;
    }
    try {
      Class<?> type = field(slot.className, name).getType();
      Class<?> element = type;
      while (element.isArray()) {
        element = element.getComponentType();
      }
      return value == null
          || type.isPrimitive()
          || element.getClassLoader() instanceof SnippetLoader
          || type.isInstance(value);
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }

  /// Variables whose inferred type names a class that is not in force: JShell does not know that
  /// they depend on it.
  List<Lost> ofOldTypes(Versions versions) {
    List<Lost> found = new ArrayList<>();
    for (Variable variable : all()) {
      try {
        Slot slot;
        synchronized (slots) {
          slot = slots.get(variable.name());
        }
        if (slot != null && versions.isOld(field(slot.className, variable.name()).getType())) {
          found.add(new Lost(variable, variable.type()));
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("variable " + variable.name() + " has no field", e);
      }
    }
    return found;
  }

  /// Gives a declared variable its value.
  ///
  /// @return false if the value is not of the variable's type
  boolean isSet(String name, Object value) {
    try {
      set(name, value);
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException | NullPointerException e) {
      // A null for a primitive type is a NullPointerException.
      return false;
    }
  }

  /// Forgets classes that have been unloaded.
  void forget(List<String> classNames) {
    classNames.forEach(holders::remove);
  }

  /// How many classes are known to hold variables, or to have held some.
  int holders() {
    return holders.size();
  }

  /// Whether a class holds variables of the notebook.
  boolean holds(String className) {
    return holders.contains(className);
  }

  /// The class that holds a variable, or empty if there is no such variable.
  Optional<String> holder(String name) {
    synchronized (slots) {
      return Optional.ofNullable(slots.get(name)).map(Slot::className);
    }
  }

  /// The live variables with their present values, in order of declaration.
  List<Variable> all() {
    Map<String, Slot> now;
    synchronized (slots) {
      now = new LinkedHashMap<>(slots);
    }
    List<Variable> all = new ArrayList<>();
    now.forEach((name, slot) -> {
      try {
        all.add(new Variable(name, slot.type, field(slot.className, name).get(null)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("variable " + name + " has no field", e);
      }
    });
    return all;
  }
}
