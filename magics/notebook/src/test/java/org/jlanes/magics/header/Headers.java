package org.jlanes.magics.header;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jlanes.runtime.magic.MagicError;

/// Headers of `%%threads` in the tests of their grammar: what is read of them.
final class Headers {
  private static final List<OptionSpec> OPTIONS =
      List.of(
          new OptionSpec("workers", "N", ""),
          new OptionSpec("timeout", "DURATION", ""),
          new OptionSpec("pool", "NAME", ""),
          new OptionSpec("keep-going", null, ""),
          new OptionSpec("quiet", null, ""));

  private static final List<ForeignOption> FOREIGN =
      List.of(new ForeignOption("limit", "belongs to %%virtual", "leave it out"));

  /// What stands before each header.
  static final String MAGIC = "%%threads";

  private Headers() {}

  /// Reads a header that stands before a body with an open bracket.
  static LaneHeader parse(String header) throws MagicError {
    String cell = MAGIC + header + "\nbody(";
    return LaneHeader.parse(
        cell, MAGIC.length(), MAGIC.length() + header.length(), "threads", OPTIONS, FOREIGN);
  }

  /// The source as it stands in the header.
  static String source(String header) throws MagicError {
    return parse(header).source().of(MAGIC + header);
  }

  /// The header's result arrow as `type|name`.
  static String target(String header) throws MagicError {
    Target target = parse(header).target().orElseThrow();
    String type = target.type() == null ? "" : target.type().of(MAGIC + header);
    return type + "|" + target.name();
  }

  /// The header's items as `final|type|name`.
  static List<String> items(String header) throws MagicError {
    return parse(header).items().stream()
        .map(i ->
            (i.isFinal() ? "final|" : "|")
                + (i.type() == null ? "" : i.type().of(MAGIC + header))
                + "|"
                + i.name())
        .toList();
  }

  /// The value of the first option.
  static String value(String header) throws MagicError {
    return parse(header).options().getFirst().text();
  }

  /// The message of a wrong header and, in brackets, what the caret stands under.
  static String mistake(String header) {
    MagicError e = assertThrows(MagicError.class, () -> parse(header));
    assertTrue(!e.advice().isBlank(), () -> "no advice with: " + e.getMessage());
    assertTrue(e.start() >= MAGIC.length() && e.end() > e.start(), () -> "no place: " + e);
    return e.getMessage() + " [" + (MAGIC + header).substring(e.start(), e.end()) + "]";
  }
}
