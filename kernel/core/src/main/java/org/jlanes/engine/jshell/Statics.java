package org.jlanes.engine.jshell;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.function.UnaryOperator;

/// Carries static variables over to a class that replaces another. What is final gets its value
/// from the new class's initializer, as a constant that was edited must.
@SuppressWarnings("ReferenceEquality") // which object it is matters, not what it equals
final class Statics {
  private Statics() {}

  /// Carries over what is not final and is there in both under the same name and type.
  ///
  /// @param now the class in force, which may be the same
  static void carry(Class<?> before, Class<?> now, UnaryOperator<Object> successor) {
    for (Field field : before.getDeclaredFields()) {
      if (isVariable(field)) {
        field.setAccessible(true);
        Object value = OpenFields.get(field, null);
        Object carried = successor.apply(value);
        if (carried != value || !now.equals(before)) {
          set(now, field.getName(), carried);
        }
      }
    }
  }

  private static boolean isVariable(Field field) {
    int flags = field.getModifiers();
    return Modifier.isStatic(flags) && !Modifier.isFinal(flags) && !field.isSynthetic();
  }

  private static void set(Class<?> owner, String name, Object value) {
    try {
      Field field = owner.getDeclaredField(name);
      if (isVariable(field) && (value != null || !field.getType().isPrimitive())) {
        field.setAccessible(true);
        field.set(null, value);
      }
    } catch (NoSuchFieldException | IllegalArgumentException e) {
      // It is gone, or of another type: the new one keeps what its initializer gives it.
      return;
    } catch (IllegalAccessException e) {
      throw new AssertionError(name + " was made accessible", e);
    }
  }
}
