package org.jlanes.magics.general;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jlanes.runtime.engine.Services;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.Nearest;

/// The magics that calls reach: those of the user's jars and, where none of them has the same name
/// or alias, the kernel's. The order is the engine's (`MagicTable`).
///
/// @param order the first that answers to a word is the one that runs
record MagicCatalog(List<Magic> order) {
  /// The magics that a call could have used.
  static MagicCatalog of(MagicCall call) {
    return new MagicCatalog(
        Stream.of(call.engine().loader(), MagicCatalog.class.getClassLoader())
            .flatMap(loader -> Services.of(Magic.class, loader).stream())
            .toList());
  }

  /// Those that can be called by their own name, sorted by it.
  List<Magic> magics() {
    return order.stream()
        .filter(magic -> find(magic.name()).equals(Optional.of(magic)))
        .sorted(Comparator.comparing(Magic::name))
        .toList();
  }

  /// A magic by its name or alias, with or without percent signs.
  Optional<Magic> find(String word) {
    String name = name(word);
    return order.stream()
        .filter(magic -> magic.name().equals(name) || magic.aliases().contains(name))
        .findFirst();
  }

  /// A sentence with the magics that may have been meant, and a line end; empty if there are none.
  String nearest(String word) {
    List<String> known =
        order.stream()
            .flatMap(magic -> Stream.concat(Stream.of(magic.name()), magic.aliases().stream()))
            .distinct()
            .toList();
    List<String> near = Nearest.to(name(word), known);
    return near.isEmpty() ? "" : "Nearest: " + String.join(", ", near) + ".\n";
  }

  private static String name(String word) {
    return word.replaceFirst("^%{1,2}", "");
  }

  /// One line for each of these magics, aligned.
  String lines(List<Magic> chosen) {
    StringBuilder text = new StringBuilder();
    for (Magic magic : chosen) {
      String also =
          magic.aliases().isEmpty() ? "" : " (also " + String.join(", ", magic.aliases()) + ")";
      text.append("  %-22s%s%s%n".formatted(forms(magic), magic.summary(), also));
    }
    return text.toString();
  }

  /// `%time %%time`.
  static String forms(Magic magic) {
    return switch (magic.kind()) {
      case LINE -> "%" + magic.name();
      case CELL -> "%%" + magic.name();
      case LINE_AND_CELL -> "%" + magic.name() + "  %%" + magic.name();
    };
  }
}
