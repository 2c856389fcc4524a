package org.jlanes.engine.jshell;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes objects of replaced classes objects of the classes in force, wherever it finds them:
/// behind variables, in objects of the notebook, arrays, lambdas and what `java.util` has.
///
/// An object gets a successor without a constructor being run; all that referred to the one refers
/// to the other afterwards, so that shared objects stay shared. Records go through their canonical
/// constructor, constants of enums are found by name. Containers stay what they are and get other
/// elements; those that hash them are filled again, at the end, since that may call the user's
/// `hashCode`. For one evaluation, on its cell's thread: a migration runs code of the user.
@SuppressWarnings("ReferenceEquality") // which object it is matters, not what it equals
final class Migration {
  /// In place of an object that has no successor.
  private static final Object LOST = new Object();

  private final Versions versions;
  private final Schema schema;
  private final OpenFields fields;
  private final LambdaCopy lambdas;
  private final IdentityHashMap<Object, Object> successors = new IdentityHashMap<>();
  private final Deque<Runnable> open = new ArrayDeque<>();
  private final Deque<Runnable> hashing = new ArrayDeque<>();
  private final Set<String> reasons = new LinkedHashSet<>();

  Migration(Versions versions, OpenFields fields) {
    this.versions = versions;
    this.schema = new Schema(versions);
    this.fields = fields;
    this.lambdas = new LambdaCopy(versions, this::successor);
  }

  /// What to keep in the place of a value: the value itself if no class of it was replaced.
  ///
  /// @return empty if it cannot be kept; [#reasons] says why
  Optional<Object> of(Object value) {
    Object successor = successor(value);
    while (!open.isEmpty()) {
      open.pop().run();
    }
    return successor == LOST ? Optional.empty() : Optional.ofNullable(successor);
  }

  /// Carries the static variables of a class over to the class in force, if it is another.
  void statics(Class<?> type) {
    Class<?> now = versions.current(type);
    if (now != null && !type.isInterface()) {
      Statics.carry(
          type,
          now,
          value -> {
            Object successor = successor(value);
            return successor == LOST ? value : successor;
          });
    }
  }

  /// Fills again what has other keys. To be called once, after everything was carried over.
  void finish() {
    while (!open.isEmpty()) {
      open.pop().run();
    }
    while (!hashing.isEmpty()) {
      hashing.pop().run();
    }
  }

  /// Why values could not be kept, one sentence for each class, without full stops.
  Set<String> reasons() {
    return reasons;
  }

  private Object successor(Object object) {
    if (object == null || Leaves.is(object.getClass())) {
      return object;
    }
    Object known = successors.get(object);
    if (known != null) {
      return known;
    }
    // What leads back to a record that is being made cannot refer to the new one.
    successors.put(object, object);
    Object successor = make(object);
    successors.put(object, successor);
    return successor;
  }

  private Object make(Object object) {
    Class<?> type = object.getClass();
    if (type.isArray()) {
      return array((Object[]) object);
    }
    if (type.isHidden()) {
      return lambdas.of(object);
    }
    if (!(type.getClassLoader() instanceof SnippetLoader)) {
      scanContainer(object);
      return object;
    }
    if (object instanceof Enum<?> constant) {
      return constant(constant);
    }
    Class<?> now = versions.current(type);
    if (type.equals(now)) {
      return type.isRecord() ? sameRecord((Record) object) : scanned(object);
    }
    Optional<String> difference = schema.difference(type, now);
    if (difference.isPresent()) {
      reasons.add(difference.get());
      return LOST;
    }
    return type.isRecord() ? record((Record) object, now) : copy(object, now);
  }

  private Object constant(Enum<?> constant) {
    Class<?> type = constant.getDeclaringClass();
    Class<?> now = versions.current(type);
    if (type.equals(now)) {
      return scanned(constant);
    }
    Optional<String> difference = schema.difference(type, now);
    if (difference.isEmpty()) {
      for (Object each : now.getEnumConstants()) {
        if (((Enum<?>) each).name().equals(constant.name())) {
          return each;
        }
      }
    }
    String name = Names.withoutWrappers(type.getName()).replace('$', '.');
    reasons.add(difference.orElse(name + " lacks the constant " + constant.name()));
    return LOST;
  }

  private Object array(Object[] array) {
    Class<?> component = array.getClass().getComponentType();
    Class<?> now = versions.current(component);
    if (now == null) {
      return LOST;
    }
    Object[] made = now.equals(component) ? array : (Object[]) Array.newInstance(now, array.length);
    open.push(() -> {
      for (int i = 0; i < array.length; i++) {
        Object successor = successor(array[i]);
        if (made != array || successor != array[i]) {
          if (successor != LOST && (successor == null || now.isInstance(successor))) {
            made[i] = successor;
          }
        }
      }
    });
    return made;
  }

  private Object sameRecord(Record object) {
    for (Field field : fields.of(object.getClass())) {
      Object value = OpenFields.get(field, object);
      Object successor = successor(value);
      if (successor != LOST && !field.getType().isPrimitive() && successor != value) {
        return record(object, object.getClass());
      }
    }
    return object;
  }

  private Object record(Record object, Class<?> now) {
    Map<String, Object> values = new HashMap<>();
    for (Field field : fields.of(object.getClass())) {
      Object successor = successor(OpenFields.get(field, object));
      if (successor == LOST) {
        return LOST;
      }
      values.put(field.getName(), successor);
    }
    RecordComponent[] components = now.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      arguments[i] = values.get(components[i].getName());
    }
    try {
      Constructor<?> canonical = now.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical.newInstance(arguments);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      reasons.add(
          "the constructor of "
              + Names.withoutWrappers(now.getName()).replace('$', '.')
              + " refused an old value ("
              + Names.of(cause)
              + ")");
      return LOST;
    }
  }

  private Object copy(Object object, Class<?> now) {
    Object made;
    try {
      // By name: the compiler warns of the one class that makes objects as serialization does.
      Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
      Object maker = factory.getMethod("getReflectionFactory").invoke(null);
      Constructor<?> plain =
          (Constructor<?>)
              factory
                  .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                  .invoke(maker, now, Object.class.getDeclaredConstructor());
      made = plain.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no object of " + now, e);
    }
    Map<String, Field> targets = new LinkedHashMap<>();
    fields.of(now).forEach(field -> targets.putIfAbsent(key(field), field));
    open.push(() -> {
      for (Field field : fields.of(object.getClass())) {
        Field target = targets.get(key(field));
        if (target != null) {
          set(target, made, successor(OpenFields.get(field, object)));
        }
      }
    });
    return made;
  }

  /// Fields of the notebook's classes are found by name; the JDK's classes may have the same name
  /// twice.
  private static String key(Field field) {
    Class<?> owner = field.getDeclaringClass();
    boolean own = owner.getClassLoader() instanceof SnippetLoader;
    return own ? field.getName() : owner.getName() + "." + field.getName();
  }

  private static void set(Field field, Object owner, Object value) {
    if (value == LOST || value != null && !isAssignable(field.getType(), value)) {
      return;
    }
    try {
      field.set(owner, value);
    } catch (IllegalAccessException e) {
      // A final field of a record or hidden class: these are made anew instead.
      throw new IllegalStateException(field.toString(), e);
    }
  }

  private static boolean isAssignable(Class<?> type, Object value) {
    return type.isPrimitive() || type.isInstance(value);
  }

  /// The object itself, of which the fields will be looked at.
  private Object scanned(Object object) {
    open.push(() -> {
      for (Field field : fields.of(object.getClass())) {
        if (!field.getType().isPrimitive()) {
          Object value = OpenFields.get(field, object);
          Object successor = successor(value);
          if (successor != value) {
            set(field, object, successor);
          }
        }
      }
    });
    return object;
  }

  private void scanContainer(Object container) {
    if (container instanceof Collection<?> elements && Leaves.only(elements)
        || container instanceof Map<?, ?> map
            && Leaves.only(map.keySet())
            && Leaves.only(map.values())) {
      return;
    }
    Object unused = scanned(container);
    open.push(() -> {
      Optional<Runnable> filling = Hashing.filling(container, this::successor, LOST, fields);
      filling.ifPresent(hashing::push);
    });
  }
}
