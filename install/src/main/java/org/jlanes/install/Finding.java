package org.jlanes.install;

/// What a check of `jlanes doctor` has found.
///
/// @param subject what was looked at
/// @param good whether it works
/// @param text what was found
/// @param fix what to do if it does not work; else empty
record Finding(String subject, boolean good, String text, String fix) {
  static Finding good(String subject, String text) {
    return new Finding(subject, true, text, "");
  }

  static Finding bad(String subject, String text, String fix) {
    return new Finding(subject, false, text, fix);
  }
}
