package org.jlanes.lanes.nativecode;

import java.util.Arrays;
import java.util.Optional;

/// The types of elements that an element-wise map can take and give, with their C types.
public enum ElementType {
  /// `boolean`.
  BOOLEAN("boolean", "bool", Boolean.class, boolean[].class),
  /// `byte`.
  BYTE("byte", "int8_t", Byte.class, byte[].class),
  /// `short`.
  SHORT("short", "int16_t", Short.class, short[].class),
  /// `int`.
  INT("int", "int32_t", Integer.class, int[].class),
  /// `long`.
  LONG("long", "int64_t", Long.class, long[].class),
  /// `float`.
  FLOAT("float", "float", Float.class, float[].class),
  /// `double`.
  DOUBLE("double", "double", Double.class, double[].class);

  private final String java;
  private final String c;
  private final Class<?> boxed;
  private final Class<?> array;

  ElementType(String java, String c, Class<?> boxed, Class<?> array) {
    this.java = java;
    this.c = c;
    this.boxed = boxed;
    this.array = array;
  }

  /// The type with this Java name, primitive or boxed (`double`, `Double`).
  public static Optional<ElementType> of(String javaName) {
    return Arrays.stream(values())
        .filter(t -> t.java.equals(javaName) || t.boxed.getSimpleName().equals(javaName))
        .findFirst();
  }

  /// The type of a boxed value.
  static Optional<ElementType> ofValue(Object value) {
    return Arrays.stream(values()).filter(t -> t.boxed.isInstance(value)).findFirst();
  }

  /// The Java name.
  public String java() {
    return java;
  }

  /// The C name.
  String c() {
    return c;
  }

  /// The class of arrays of it.
  public Class<?> array() {
    return array;
  }

  /// Whether Java converts values of `other` to this type by itself (JLS 5.1.2).
  boolean widens(ElementType other) {
    return this == other || (this != BOOLEAN && other != BOOLEAN && other.compareTo(this) < 0);
  }
}
