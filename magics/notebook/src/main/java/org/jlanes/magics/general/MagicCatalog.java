package org.jlanes.magics.general;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jlanes.runtime.engine.Services;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.Nearest;

/// All magics there are: those of the kernel and those of the user's jars.
///
/// @param magics by name
record MagicCatalog(List<Magic> magics) {
  /// The magics that a call could have used.
  static MagicCatalog of(MagicCall call) {
    TreeMap<String, Magic> byName = new TreeMap<>();
    Stream.of(MagicCatalog.class.getClassLoader(), call.engine().loader())
        .flatMap(loader -> Services.of(Magic.class, loader).stream())
        .forEach(magic -> byName.putIfAbsent(magic.name(), magic));
    return new MagicCatalog(List.copyOf(byName.values()));
  }

  /// A magic by its name or alias, with or without percent signs.
  Optional<Magic> find(String word) {
    String name = name(word);
    return magics.stream()
        .filter(magic -> magic.name().equals(name) || magic.aliases().contains(name))
        .findFirst();
  }

  /// A sentence with the magics that may have been meant, and a line end; empty if there are none.
  String nearest(String word) {
    List<String> known =
        magics.stream()
            .flatMap(magic -> Stream.concat(Stream.of(magic.name()), magic.aliases().stream()))
            .toList();
    List<String> near = Nearest.to(name(word), known);
    return near.isEmpty() ? "" : "Nearest: " + String.join(", ", near) + ".\n";
  }

  private static String name(String word) {
    return word.replaceFirst("^%{1,2}", "");
  }

  /// One line for each magic of these names (or for all others), aligned.
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
