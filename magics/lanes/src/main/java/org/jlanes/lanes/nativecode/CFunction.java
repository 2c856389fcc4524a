package org.jlanes.lanes.nativecode;

import java.util.List;
import java.util.stream.Collectors;

/// A function that a cell exports.
///
/// @param name its C name
/// @param result the result's type; `INT8` with `returnsString` for `const char *`
/// @param resultSpelling the result's type as the source writes it
/// @param returnsString whether it returns a `const char *`, a `String` in Java
/// @param parameters in order
/// @param start offset of the name in the source
public record CFunction(
    String name,
    CType result,
    String resultSpelling,
    boolean returnsString,
    List<CParameter> parameters,
    int start) {

  /// The prototype, without a semicolon.
  public String prototype() {
    String list =
        parameters.isEmpty()
            ? "void"
            : parameters.stream().map(CParameter::declaration).collect(Collectors.joining(", "));
    return (returnsString ? "const char *" : resultSpelling + " ") + name + "(" + list + ")";
  }

  /// The Java type of the result.
  public String javaResult() {
    return returnsString ? "String" : result.scalar();
  }

  /// Whether it can be called in another process: it takes no addresses.
  public boolean isolable() {
    return parameters.stream().noneMatch(p -> p.form() == CParameter.Form.ADDRESS);
  }

  /// Whether there is a form of this function that takes addresses instead of arrays.
  boolean hasElements() {
    return parameters.stream().anyMatch(CParameter::isElements);
  }
}
