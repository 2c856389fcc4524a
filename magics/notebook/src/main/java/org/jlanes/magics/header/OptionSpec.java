package org.jlanes.magics.header;

/// An option that a magic knows.
///
/// @param name the key, without the dashes
/// @param value what its value is, as shown in the help (`N`, `DURATION`); null for a switch
/// @param help one line for `--help`
public record OptionSpec(String name, String value, String help) {
  /// Whether it takes a value.
  public boolean takesValue() {
    return value != null;
  }

  /// How it is written.
  public String usage() {
    return takesValue() ? "--" + name + " " + value : "--" + name;
  }
}
