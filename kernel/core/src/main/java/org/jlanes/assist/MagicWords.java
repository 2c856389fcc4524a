package org.jlanes.assist;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jlanes.engine.Engine.Completions;
import org.jlanes.engine.Engine.Completions.Item;
import org.jlanes.engine.source.CellSegment;
import org.jlanes.engine.source.CellSplitter;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicBody;
import org.jlanes.runtime.magic.MagicCompletion;
import org.jlanes.runtime.magic.MagicDraft;

/// Completion and documentation in headers of magics: their names, their options, and what a magic
/// knows itself.
final class MagicWords {
  private static final Pattern NAME = Pattern.compile("(%%?)([\\p{L}\\w-]*)");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-z][a-z-]*");

  private final KnownMagics magics;

  MagicWords(KnownMagics magics) {
    this.magics = magics;
  }

  /// Completions for a cursor in a magic's header; empty if it is not in one, or in its Java.
  Optional<Completions> complete(String code, int cursor) {
    int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
    Matcher name = NAME.matcher(code.substring(lineStart, cursor));
    if (name.matches() && mayBegin(code, lineStart)) {
      List<Item> names = names(name.group(2), name.group(1).equals("%%"));
      return Optional.of(new Completions(lineStart, cursor, names));
    }
    Optional<MagicDraft> found = draft(code, cursor);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    MagicDraft draft = found.get();
    int offset = code.length() - draft.cell().length();
    return magics
        .find(draft.name())
        .flatMap(magic -> inHeader(magic, draft, cursor - offset))
        .map(c -> new Completions(c.start() + offset, cursor, c.items()));
  }

  /// Whether a magic can begin there: not within brackets or a text, nor in the body of another.
  private boolean mayBegin(String code, int lineStart) {
    String probe = code.substring(0, lineStart) + "%x";
    return CellSplitter.split(probe).getLast() instanceof CellSegment.Magic last
        && (last.start() == lineStart
            || last.cellMagic()
                && lineStart >= last.bodyStart()
                && isCell(last, probe)
                && mayBegin(code.substring(last.bodyStart()), lineStart - last.bodyStart()));
  }

  private boolean isCell(CellSegment.Magic use, String code) {
    return magics
        .find(use)
        .map(magic -> magics.body(magic, KnownMagics.draft(use, code)))
        .filter(MagicBody.Cell.class::isInstance)
        .isPresent();
  }

  /// The use in whose header the cursor stands; its cell may be the end of the given one.
  private Optional<MagicDraft> draft(String code, int cursor) {
    for (CellSegment segment : CellSplitter.split(code)) {
      if (segment instanceof CellSegment.Magic use) {
        if (cursor >= use.headerStart() && cursor <= use.headerEnd()) {
          return Optional.of(KnownMagics.draft(use, code));
        }
        if (use.cellMagic() && cursor >= use.bodyStart() && isCell(use, code)) {
          return draft(code.substring(use.bodyStart()), cursor - use.bodyStart());
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Completions> inHeader(Magic magic, MagicDraft draft, int cursor) {
    Optional<MagicCompletion> own = magics.complete(magic, draft, cursor);
    int word = cursor;
    while (word > draft.headerStart() && !Character.isWhitespace(draft.cell().charAt(word - 1))) {
      word--;
    }
    String typed = draft.cell().substring(word, cursor);
    if (own.isPresent() && !own.get().candidates().isEmpty()) {
      List<Item> items =
          own.get().candidates().stream()
              .map(c -> new Item(c.text(), c.kind(), c.description()))
              .toList();
      return Optional.of(new Completions(own.get().start(), cursor, items));
    }
    if (magics.javaInHeader(magic, draft, cursor).isPresent()) {
      return Optional.empty();
    }
    List<Item> options = typed.startsWith("-") ? options(magic, typed) : List.of();
    return Optional.of(new Completions(word, cursor, options));
  }

  private List<Item> names(String typed, boolean cellMagic) {
    List<Item> items = new ArrayList<>();
    for (Magic magic : magics.all()) {
      Stream.concat(Stream.of(magic.name()), magic.aliases().stream())
          .filter(name -> name.startsWith(typed))
          .forEach(name -> {
            if (!cellMagic && magic.kind() != Magic.Kind.CELL) {
              items.add(new Item("%" + name, "magic", magic.summary()));
            }
            if (magic.kind() != Magic.Kind.LINE) {
              items.add(new Item("%%" + name, "magic", magic.summary()));
            }
          });
    }
    items.sort(Comparator.comparing(Item::text));
    return items;
  }

  private static List<Item> options(Magic magic, String typed) {
    Set<String> options = new LinkedHashSet<>();
    Matcher option = OPTION.matcher(magic.help());
    while (option.find()) {
      if (option.group().length() == 2 || option.group().startsWith("--")) {
        options.add(option.group());
      }
    }
    options.add("--help");
    return options.stream()
        .filter(o -> o.startsWith(typed))
        .map(o -> new Item(o, "option", ""))
        .toList();
  }

  /// The help of the magic in whose header the cursor stands.
  Optional<MimeBundle> inspect(String code, int cursor) {
    for (CellSegment segment : CellSplitter.split(code)) {
      if (segment instanceof CellSegment.Magic use) {
        if (cursor >= use.start() && cursor <= use.headerEnd()) {
          return magics.find(use.name()).map(MagicWords::help);
        }
        if (use.cellMagic() && cursor >= use.bodyStart() && isCell(use, code)) {
          return inspect(code.substring(use.bodyStart()), cursor - use.bodyStart());
        }
      }
    }
    return Optional.empty();
  }

  private static MimeBundle help(Magic magic) {
    String text = magic.summary() + "\n\n" + magic.help().stripTrailing();
    String html =
        "<p><b>"
            + DocHtml.escaped(magic.name())
            + "</b>: "
            + DocHtml.escaped(magic.summary())
            + "</p>\n<pre>"
            + DocHtml.escaped(magic.help().stripTrailing())
            + "</pre>";
    return MimeBundle.html(html, text);
  }
}
