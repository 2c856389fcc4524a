package org.jlanes.lanes.nativecode;

import java.util.List;
import java.util.stream.Collectors;

/// C source from a cell and the functions that it exports.
///
/// @param text the C source as written
/// @param firstLine the cell's line of its first line, counted from 1
/// @param unit the translation unit made of it, with the cell's line numbers
/// @param functions what it exports, in order
public record NativeSource(String text, int firstLine, String unit, List<CFunction> functions) {
  /// Included ahead of every cell, as a notebook should not begin with six lines of includes.
  private static final List<String> INCLUDES =
      List.of(
          "math.h",
          "stdbool.h",
          "stddef.h",
          "stdint.h",
          "stdio.h",
          "stdlib.h",
          "string.h",
          "sys/types.h");

  /// Reads the signatures.
  ///
  /// @throws SignatureException if a function cannot be called from Java
  public static NativeSource parse(String text, int firstLine) throws SignatureException {
    return parse(text, text, firstLine);
  }

  /// Reads the signatures of source with conditional compilation.
  ///
  /// @param counting the text with blanks for what is left out; see [NativeCompiler#counting]
  /// @throws SignatureException if a function cannot be called from Java
  public static NativeSource parse(String text, String counting, int firstLine)
      throws SignatureException {
    return new NativeSource(
        text, firstLine, unit(text, firstLine), SignatureParser.parse(counting));
  }

  static String unit(String text, int firstLine) {
    return includes() + line(firstLine) + text + (text.endsWith("\n") ? "" : "\n");
  }

  static String includes() {
    return INCLUDES.stream().map(name -> "#include <" + name + ">\n").collect(Collectors.joining());
  }

  /// The directive by which the line after it is known as a line of the cell.
  static String line(int number) {
    return "#line " + number + " \"" + Diagnostic.FILE + "\"\n";
  }

  /// Whether it prints: then its functions are told at each call for which cell.
  boolean prints() {
    return PrintSource.isNeededBy(text);
  }

  /// The translation unit with the JNI functions.
  public String glue() {
    return GlueSource.of(functions, prints());
  }
}
