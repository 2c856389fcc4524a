package org.jlanes.magics.header;

/// An option as it stands in a header.
///
/// @param spec the option
/// @param span where it stands, value included
/// @param value where its value stands, quotes and braces included; empty for a switch
/// @param text the value as the shell would see it; empty for a switch or an expression
/// @param expression where the Java expression of a value in braces stands, or null
public record GivenOption(OptionSpec spec, Span span, Span value, String text, Span expression) {
  /// The key.
  public String name() {
    return spec.name();
  }
}
