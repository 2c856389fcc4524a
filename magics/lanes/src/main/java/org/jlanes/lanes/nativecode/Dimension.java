package org.jlanes.lanes.nativecode;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One pair of brackets of an array parameter: a parameter, a number, or arithmetic on both. An
/// empty pair (only the first may be) is *open*: any length fits.
///
/// @param tokens what stands between the brackets, constants of the source replaced by their value
public record Dimension(List<CToken> tokens) {
  boolean isOpen() {
    return tokens.isEmpty();
  }

  /// The parameter whose value this dimension is, if it is nothing else.
  Optional<String> parameter() {
    return tokens.size() == 1 && tokens.getFirst().isWord()
        ? Optional.of(tokens.getFirst().text())
        : Optional.empty();
  }

  /// As C source.
  String text() {
    return tokens.stream()
        .map(CToken::text)
        .collect(Collectors.joining(tokens.size() > 3 ? " " : ""));
  }

  /// As a Java expression of type long over the parameters' Java names.
  String java() {
    // Arithmetic on int parameters must not overflow as int.
    String widened = tokens.size() > 1 ? "(long) " : "";
    return tokens.stream()
        .map(token ->
            switch (token.kind()) {
              case WORD -> widened + JavaNames.of(token.text());
              case NUMBER -> token.text().replaceAll("[uUlL]+$", "") + "L";
              default -> token.text();
            })
        .collect(Collectors.joining(" "));
  }
}
