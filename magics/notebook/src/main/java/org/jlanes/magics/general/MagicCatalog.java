package org.jlanes.magics.general;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;

/// All magics there are: those of the kernel and those of the user's jars.
///
/// @param magics by name
record MagicCatalog(List<Magic> magics) {
  /// The magics that a call could have used.
  static MagicCatalog of(MagicCall call) {
    TreeMap<String, Magic> byName = new TreeMap<>();
    Stream.of(MagicCatalog.class.getClassLoader(), call.engine().loader())
        .flatMap(loader -> ServiceLoader.load(Magic.class, loader).stream())
        .map(ServiceLoader.Provider::get)
        .forEach(magic -> byName.putIfAbsent(magic.name(), magic));
    return new MagicCatalog(List.copyOf(byName.values()));
  }

  /// A magic by its name or alias, with or without percent signs.
  Optional<Magic> find(String word) {
    String name = word.replaceFirst("^%{1,2}", "");
    return magics.stream()
        .filter(magic -> magic.name().equals(name) || magic.aliases().contains(name))
        .findFirst();
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
