package org.jlanes.lanes.nativecode;

import java.util.List;
import java.util.stream.Collectors;

/// A parameter of a C function.
///
/// @param name its C name
/// @param type the type of the value, element or pointee
/// @param spelling that type as the source writes it, without qualifiers
/// @param form how Java passes it
/// @param readOnly whether it is `const`: nothing is copied back
/// @param dimensions the shape, empty unless `form` is `ARRAY`
public record CParameter(
    String name,
    CType type,
    String spelling,
    Form form,
    boolean readOnly,
    List<Dimension> dimensions) {

  /// How Java passes a parameter.
  public enum Form {
    /// By value.
    SCALAR,
    /// An array with a shape: `const double a[rows][cols]`.
    ARRAY,
    /// A pointer to elements of unknown number: `double *a`, `double a[]`. May be null.
    POINTER,
    /// `const char *`: a `String`, encoded in UTF-8. May be null.
    STRING,
    /// `void *`: an off-heap `MemorySegment`. May be null.
    ADDRESS
  }

  /// Whether Java passes a primitive array or, in the other form, an address.
  boolean isElements() {
    return form == Form.ARRAY || form == Form.POINTER;
  }

  /// The name in Java.
  String javaName() {
    return JavaNames.of(name);
  }

  /// As C source, for a prototype.
  String declaration() {
    String qualified = (readOnly ? "const " : "") + spelling;
    return switch (form) {
      case SCALAR -> spelling + " " + name;
      case ARRAY -> qualified + " " + shape();
      case POINTER, STRING, ADDRESS -> qualified + " *" + name;
    };
  }

  /// The name with its shape, as the source has it: `a[rows][cols]`.
  String shape() {
    return name + dimensions.stream().map(d -> "[" + d.text() + "]").collect(Collectors.joining());
  }
}
