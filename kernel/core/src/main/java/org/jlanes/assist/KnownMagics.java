package org.jlanes.assist;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jlanes.engine.source.CellSegment;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicBody;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicCompletion;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;

/// Asks magics about their uses. They may come from the user's jars: what they throw is logged and
/// taken for no answer. Thread-safe.
final class KnownMagics {
  private static final System.Logger LOG = System.getLogger(KnownMagics.class.getName());

  private final Supplier<List<Magic>> magics;

  /// @param magics the magics there are now
  KnownMagics(Supplier<List<Magic>> magics) {
    this.magics = magics;
  }

  /// All of them.
  List<Magic> all() {
    return magics.get();
  }

  /// The magic of a name or alias.
  Optional<Magic> find(String name) {
    return all().stream()
        .filter(m -> m.name().equals(name) || m.aliases().contains(name))
        .findFirst();
  }

  /// The magic of a use, if there is one that has that form.
  Optional<Magic> find(CellSegment.Magic use) {
    Magic.Kind other = use.cellMagic() ? Magic.Kind.LINE : Magic.Kind.CELL;
    return find(use.name()).filter(m -> m.kind() != other);
  }

  /// A use as the SPI describes it.
  static MagicDraft draft(CellSegment.Magic use, String cell) {
    return new MagicDraft(
        use.name(),
        use.cellMagic(),
        cell,
        use.headerStart(),
        use.headerEnd(),
        use.bodyStart(),
        use.bodyEnd());
  }

  /// Whether a use can never be right.
  boolean isWrong(Magic magic, MagicDraft draft) {
    try {
      if (magic.asksForHelp(call(draft))) {
        return false;
      }
      magic.check(draft);
      return false;
    } catch (MagicError e) {
      return true;
    } catch (RuntimeException | LinkageError e) {
      log(magic, e);
      return false;
    }
  }

  /// A call for a question about its text: there is nothing that it could run in.
  private static MagicCall call(MagicDraft draft) {
    return new MagicCall(
        draft.name(),
        draft.cellMagic(),
        draft.cell(),
        draft.headerStart(),
        draft.headerEnd(),
        draft.bodyStart(),
        draft.bodyEnd(),
        null,
        null);
  }

  /// What its body is.
  MagicBody body(Magic magic, MagicDraft draft) {
    try {
      return magic.body(draft);
    } catch (RuntimeException | LinkageError e) {
      log(magic, e);
      return new MagicBody.Text();
    }
  }

  /// Where the Java in its header begins that the cursor stands in.
  OptionalInt javaInHeader(Magic magic, MagicDraft draft, int cursor) {
    try {
      return magic.javaInHeader(draft, cursor);
    } catch (RuntimeException | LinkageError e) {
      log(magic, e);
      return OptionalInt.empty();
    }
  }

  /// What could stand in its header.
  Optional<MagicCompletion> complete(Magic magic, MagicDraft draft, int cursor) {
    try {
      return magic.complete(draft, cursor);
    } catch (RuntimeException | LinkageError e) {
      log(magic, e);
      return Optional.empty();
    }
  }

  private static void log(Magic magic, Throwable e) {
    LOG.log(Level.WARNING, "the magic " + magic.name() + " failed at a question about a cell", e);
  }
}
