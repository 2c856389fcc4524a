package org.jlanes.runtime.system;

import java.util.Locale;

/// Which locale texts of ours are made with.
public final class Locales {
  /// None, for `String.format`: digits, points and commas as in Java, and nothing is looked up.
  /// What the JDK looks up of a locale, also of [Locale#ROOT], it takes for missing for ever if
  /// there was no memory just then (JDK 25), and a cell may fill the heap at any time.
  public static final Locale NONE = null;

  private Locales() {}
}
