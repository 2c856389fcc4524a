package org.jlanes.assist;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jlanes.engine.Engine.Completions;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.magic.Magic;

/// Completion and documentation of magics: their names, and the options their help names.
final class MagicWords {
  private static final Pattern USE = Pattern.compile("(%%?)([\\p{L}\\w-]*)(.*)", Pattern.DOTALL);
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

  private final Supplier<List<Magic>> magics;

  MagicWords(Supplier<List<Magic>> magics) {
    this.magics = magics;
  }

  /// Completions for a cursor in a magic's header; empty if it is not in one.
  Optional<Completions> complete(String code, int cursor) {
    int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
    Matcher use = USE.matcher(code.substring(lineStart, cursor));
    if (!use.matches()) {
      return Optional.empty();
    }
    boolean cellMagic = use.group(1).equals("%%");
    if (use.group(3).isEmpty()) {
      return Optional.of(new Completions(lineStart, cursor, names(use.group(2), cellMagic)));
    }
    int word = Math.max(code.lastIndexOf(' ', cursor - 1) + 1, lineStart);
    String typed = code.substring(word, cursor);
    if (!typed.startsWith("-")) {
      return Optional.empty();
    }
    return find(use.group(2)).map(magic -> new Completions(word, cursor, options(magic, typed)));
  }

  private List<Completions.Item> names(String typed, boolean cellMagic) {
    List<Completions.Item> items = new ArrayList<>();
    for (Magic magic : magics.get()) {
      Stream.concat(Stream.of(magic.name()), magic.aliases().stream())
          .filter(name -> name.startsWith(typed))
          .forEach(name -> {
            if (!cellMagic && magic.kind() != Magic.Kind.CELL) {
              items.add(new Completions.Item("%" + name, "magic", magic.summary()));
            }
            if (magic.kind() != Magic.Kind.LINE) {
              items.add(new Completions.Item("%%" + name, "magic", magic.summary()));
            }
          });
    }
    items.sort(Comparator.comparing(Completions.Item::text));
    return items;
  }

  private static List<Completions.Item> options(Magic magic, String typed) {
    Set<String> options = new LinkedHashSet<>();
    Matcher option = OPTION.matcher(magic.help());
    while (option.find()) {
      options.add(option.group());
    }
    options.add("--help");
    return options.stream()
        .filter(o -> o.startsWith(typed))
        .map(o -> new Completions.Item(o, "magic", ""))
        .toList();
  }

  private Optional<Magic> find(String name) {
    return magics.get().stream()
        .filter(m -> m.name().equals(name) || m.aliases().contains(name))
        .findFirst();
  }

  /// The help of the magic in whose header the cursor stands.
  Optional<MimeBundle> inspect(String code, int cursor) {
    int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
    int lineEnd = code.indexOf('\n', cursor);
    Matcher use = USE.matcher(code.substring(lineStart, lineEnd < 0 ? code.length() : lineEnd));
    return use.matches()
        ? find(use.group(2)).map(magic -> MimeBundle.text(magic.help()))
        : Optional.empty();
  }
}
