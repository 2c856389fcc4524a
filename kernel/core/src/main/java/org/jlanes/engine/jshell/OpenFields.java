package org.jlanes.engine.jshell;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The instance fields of classes, made accessible; those of the JDK too where there is an
/// instrumentation. Safe for any thread.
final class OpenFields {
  private final Optional<Instrumentation> instrumentation;

  private final ClassValue<List<Field>> fields =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          return find(type);
        }
      };

  OpenFields(Optional<Instrumentation> instrumentation) {
    this.instrumentation = instrumentation;
  }

  /// The fields of a class and of its superclasses, its own first. Fields of modules that let
  /// nobody in are left out.
  List<Field> of(Class<?> type) {
    return fields.get(type);
  }

  private List<Field> find(Class<?> type) {
    List<Field> found = new ArrayList<>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && isOpen(field)) {
          found.add(field);
        }
      }
    }
    return found;
  }

  private boolean isOpen(Field field) {
    Class<?> owner = field.getDeclaringClass();
    Module ours = OpenFields.class.getModule();
    if (instrumentation.isPresent() && !owner.getModule().isOpen(owner.getPackageName(), ours)) {
      instrumentation
          .get()
          .redefineModule(
              owner.getModule(),
              Set.of(),
              Map.of(),
              Map.of(owner.getPackageName(), Set.of(ours)),
              Set.of(),
              Map.of());
    }
    try {
      field.setAccessible(true);
      return true;
    } catch (InaccessibleObjectException e) {
      // A module that does not let us in; its object counts without what it refers to.
      return false;
    }
  }

  /// What a field of an object holds.
  static Object get(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new AssertionError(field + " was made accessible", e);
    }
  }
}
