package org.jlanes.lanes.nativecode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Strings as C has them: UTF-8 and a zero byte.
public final class CString {
  private CString() {}

  /// A string for C; see [org.jlanes.lanes.NativeRuntime#utf8].
  public static byte[] of(String function, String name, String text) {
    if (text == null) {
      return null;
    }
    if (text.indexOf('\0') >= 0) {
      throw Fault.of(function, "%s contains the character 0, which ends a string in C", name);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  /// A string from C; see [org.jlanes.lanes.NativeRuntime#string].
  public static String toJava(byte[] utf8) {
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
  }
}
