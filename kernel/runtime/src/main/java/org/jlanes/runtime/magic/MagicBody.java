package org.jlanes.runtime.magic;

/// What stands below the header of a cell magic, as far as a front end's questions are concerned.
public sealed interface MagicBody {
  /// Something else than Java: nothing is known of it.
  record Text() implements MagicBody {}

  /// A cell as it could stand alone, which may begin with a magic of its own.
  record Cell() implements MagicBody {}

  /// Java.
  ///
  /// @param declarations Java statements without line breaks, for the compiler to read in front of
  ///   the body: they declare the names that the magic adds, such as the item of a lane. Never run
  record Java(String declarations) implements MagicBody {}
}
