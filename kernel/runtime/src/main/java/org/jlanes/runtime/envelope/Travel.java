package org.jlanes.runtime.envelope;

import java.io.Externalizable;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

/// How objects of a class go to another process. Decided once for each class; any thread.
///
/// An object stream takes what is serializable: all that a notebook declares, because its classes
/// are woven so, and most data of the JDK. What it does not take, or would take without saying that
/// a part is missing, goes another way.
enum Travel {
  /// As an object stream writes it, or refuses it.
  AS_IS,
  /// A primitive array, whose content may go beside the stream.
  ARRAY,
  /// An object of the JDK that is not serializable, for which [StandIns] may know another one.
  STAND_IN,
  /// Field by field ([FieldWise]): an object of a library that does not know of serialization.
  BY_FIELDS,
  /// Component by component: such a record.
  BY_COMPONENTS,
  /// Not at all: the class was made serializable by us, but extends one of the JDK's whose state
  /// would silently be left behind, as that of a thread.
  STAYS;

  /// Classes of which a user has objects that are not data.
  private static final List<Class<?>> OF_THIS_PROCESS =
      List.of(
          Thread.class,
          ClassLoader.class,
          AutoCloseable.class,
          Executor.class,
          Future.class,
          BaseStream.class,
          Iterator.class);

  private static final List<String> OURS = List.of("org.jlanes.runtime.", "org.jlanes.lanes.");

  private static final ClassValue<Travel> KNOWN =
      new ClassValue<>() {
        @Override
        protected Travel computeValue(Class<?> type) {
          try {
            return decide(type);
          } catch (LinkageError e) {
            // A field is of a class that its library can do without.
            return AS_IS;
          }
        }
      };

  /// How objects of a class travel.
  static Travel of(Class<?> type) {
    return KNOWN.get(type);
  }

  private static Travel decide(Class<?> type) {
    if (type.isArray()) {
      return type.getComponentType().isPrimitive() ? ARRAY : AS_IS;
    }
    if (Serializable.class.isAssignableFrom(type)) {
      return isMadeSerializable(type) ? ofNotebook(type) : AS_IS;
    }
    if (isOfJdk(type)) {
      return STAND_IN;
    }
    if (type.isHidden() || isOurs(type) || belongsToThisProcess(type)) {
      return AS_IS;
    }
    if (type.isRecord()) {
      return BY_COMPONENTS;
    }
    return stateInJdk(type) != null ? AS_IS : BY_FIELDS;
  }

  /// An object stream calls the constructor of the first superclass that is not serializable, and
  /// forgets its fields.
  private static Travel ofNotebook(Class<?> type) {
    Class<?> parent = type;
    while (Serializable.class.isAssignableFrom(parent)) {
      if (writesItself(parent)) {
        return AS_IS;
      }
      parent = parent.getSuperclass();
    }
    if (stateInJdk(parent) != null || isOurs(parent)) {
      return STAYS;
    }
    return isOfJdk(parent) || !hasState(parent) && hasConstructor(parent) ? AS_IS : BY_FIELDS;
  }

  /// The class of the JDK among a class and its superclasses that has fields, or null.
  static Class<?> stateInJdk(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      // Reflection does not show the fields of a class loader.
      if (isOfJdk(c) && (c == ClassLoader.class || declaresState(c))) {
        return c;
      }
    }
    return null;
  }

  /// Whether a class is the JDK's.
  static boolean isOfJdk(Class<?> type) {
    String module = type.getModule().getName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }

  /// Whether a library's class has methods in C: what they work with is not in its fields.
  static boolean isNative(Class<?> type) {
    for (Class<?> c = type; c != null && !isOfJdk(c); c = c.getSuperclass()) {
      if (Arrays.stream(c.getDeclaredMethods())
          .anyMatch(m -> Modifier.isNative(m.getModifiers()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean belongsToThisProcess(Class<?> type) {
    return OF_THIS_PROCESS.stream().anyMatch(c -> c.isAssignableFrom(type)) || isNative(type);
  }

  private static boolean isOurs(Class<?> type) {
    return OURS.stream().anyMatch(type.getName()::startsWith);
  }

  /// Whether the weaver has made it serializable: the version it gives is marked as no compiler's.
  static boolean isMadeSerializable(Class<?> type) {
    try {
      return type.getDeclaredField("serialVersionUID").isSynthetic();
    } catch (NoSuchFieldException e) {
      return false;
    }
  }

  private static boolean writesItself(Class<?> type) {
    return Externalizable.class.isAssignableFrom(type)
        || method(type, "writeObject", ObjectOutputStream.class) != null
        || method(type, "writeReplace") != null;
  }

  private static Method method(Class<?> type, String name, Class<?>... parameters) {
    try {
      return type.getDeclaredMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  /// Whether a library's class has a constructor that one of the notebook's can call.
  private static boolean hasConstructor(Class<?> type) {
    try {
      int modifiers = type.getDeclaredConstructor().getModifiers();
      return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static boolean hasState(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      if (declaresState(c)) {
        return true;
      }
    }
    return false;
  }

  private static boolean declaresState(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields()).anyMatch(Travel::isState);
  }

  /// Whether a field is a part of the object that is to be sent.
  static boolean isState(Field field) {
    return !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers());
  }
}
