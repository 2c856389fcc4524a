package org.jlanes.lanes.nativecode;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The C types that Java can pass, with their Java types.
///
/// A scalar of an unsigned type has the next wider Java type, so that every value fits, and is
/// checked against its range; `uint64_t` and `uintptr_t` are a `long` with the same bits, `size_t`
/// a `long` that is not negative. Elements of arrays keep their width and their bits: `uint8_t[]`
/// is a `byte[]`.
public enum CType {
  /// `void`, as a result only.
  VOID("void", "void", "V"),
  /// `bool`, one byte.
  BOOL("boolean", "boolean", "Z"),
  /// 8 bits, signed; also plain `char`.
  INT8("byte", "byte", "B"),
  /// 8 bits, unsigned.
  UINT8("int", "byte", "B"),
  /// 16 bits, signed.
  INT16("short", "short", "S"),
  /// 16 bits, unsigned.
  UINT16("int", "short", "S"),
  /// 32 bits, signed.
  INT32("int", "int", "I"),
  /// 32 bits, unsigned.
  UINT32("long", "int", "I"),
  /// 64 bits, signed; also `long`.
  INT64("long", "long", "J"),
  /// 64 bits, unsigned: the same bits in a `long`.
  UINT64("long", "long", "J"),
  /// `size_t`: a `long` that is not negative.
  SIZE("long", "long", "J"),
  /// `float`.
  FLOAT("float", "float", "F"),
  /// `double`.
  DOUBLE("double", "double", "D");

  private static final Map<String, CType> NAMES =
      Map.ofEntries(
          Map.entry("void", VOID),
          Map.entry("bool", BOOL),
          Map.entry("_Bool", BOOL),
          Map.entry("int8_t", INT8),
          Map.entry("uint8_t", UINT8),
          Map.entry("int16_t", INT16),
          Map.entry("uint16_t", UINT16),
          Map.entry("int32_t", INT32),
          Map.entry("uint32_t", UINT32),
          Map.entry("int64_t", INT64),
          Map.entry("uint64_t", UINT64),
          Map.entry("intptr_t", INT64),
          Map.entry("ptrdiff_t", INT64),
          Map.entry("ssize_t", INT64),
          Map.entry("uintptr_t", UINT64),
          Map.entry("size_t", SIZE),
          Map.entry("float", FLOAT),
          Map.entry("double", DOUBLE));

  private final String scalar;
  private final String element;
  private final String elementDescriptor;

  CType(String scalar, String element, String elementDescriptor) {
    this.scalar = scalar;
    this.element = element;
    this.elementDescriptor = elementDescriptor;
  }

  /// The type that a list of C words such as `unsigned long int` names, if it can be passed.
  static Optional<CType> of(List<String> words) {
    if (words.size() == 1 && NAMES.containsKey(words.getFirst())) {
      return Optional.of(NAMES.get(words.getFirst()));
    }
    if (words.isEmpty()
        || !List.of("signed", "unsigned", "char", "short", "int", "long").containsAll(words)) {
      return Optional.empty();
    }
    boolean unsigned = words.contains("unsigned");
    long longs = words.stream().filter("long"::equals).count();
    if (longs > 2 || (longs > 0 && (words.contains("short") || words.contains("char")))) {
      return Optional.empty();
    }
    if (words.contains("char")) {
      return Optional.of(unsigned ? UINT8 : INT8);
    }
    if (words.contains("short")) {
      return Optional.of(unsigned ? UINT16 : INT16);
    }
    if (longs > 0) {
      return Optional.of(unsigned ? UINT64 : INT64);
    }
    return Optional.of(unsigned ? UINT32 : INT32);
  }

  /// Whether a word can be part of a type's name, so that it cannot be a parameter's.
  static boolean isTypeWord(String word) {
    return NAMES.containsKey(word)
        || List.of("signed", "unsigned", "char", "short", "int", "long", "struct", "union", "enum")
            .contains(word);
  }

  /// The Java type of a parameter or result of this type.
  public String scalar() {
    return scalar;
  }

  /// The Java element type of an array of this type.
  public String element() {
    return element;
  }

  /// The JVM's descriptor of [#scalar].
  String scalarDescriptor() {
    return switch (this) {
      case UINT8, UINT16 -> "I";
      case UINT32 -> "J";
      default -> elementDescriptor;
    };
  }

  /// The JVM's descriptor of [#element].
  String elementDescriptor() {
    return elementDescriptor;
  }

  /// Bytes of one element.
  public int bytes() {
    return switch (elementDescriptor) {
      case "Z", "B" -> 1;
      case "S" -> 2;
      case "I", "F" -> 4;
      case "J", "D" -> 8;
      default -> 0;
    };
  }

  /// Whether values count something, so that an array's length can be given by it.
  boolean isInteger() {
    return this != VOID && this != BOOL && this != FLOAT && this != DOUBLE;
  }

  /// The largest value that a wider Java scalar may have, if it is wider.
  Optional<Long> largest() {
    return switch (this) {
      case UINT8 -> Optional.of(0xFFL);
      case UINT16 -> Optional.of(0xFFFFL);
      case UINT32 -> Optional.of(0xFFFF_FFFFL);
      case SIZE -> Optional.of(Long.MAX_VALUE);
      default -> Optional.empty();
    };
  }
}
