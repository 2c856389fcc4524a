package org.jlanes.magics.lane;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jlanes.engine.source.CellSplitter;
import org.jlanes.magics.header.HeaderWords;
import org.jlanes.magics.header.LaneHeader;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicBody;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicCompletion;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;

/// What the magics of all lanes have in common: header and body, as far as they can be understood
/// while they are being written.
interface LaneMagic extends Magic {
  /// The lane, which says what options there are.
  default String lane() {
    return name();
  }

  @Override
  default Kind kind() {
    return Kind.CELL;
  }

  @Override
  default boolean asksForHelp(MagicCall call) {
    return LaneHeader.asksForHelp(call, LaneOptions.of(lane()));
  }

  @Override
  default void check(MagicDraft draft) throws MagicError {
    LaneCell.checkItems(header(draft));
    refuseLineMagics(draft);
  }

  private LaneHeader header(MagicDraft draft) throws MagicError {
    return LaneHeader.parse(
        draft.cell(),
        draft.headerStart(),
        draft.headerEnd(),
        draft.name(),
        LaneOptions.of(lane()),
        LaneOptions.foreign(lane()));
  }

  /// Line magics cannot stand in a body.
  static void refuseLineMagics(MagicDraft draft) throws MagicError {
    List<Integer> found = CellSplitter.lineMagics(draft.body());
    if (!found.isEmpty()) {
      int start = draft.bodyStart() + found.getFirst();
      int end = draft.cell().indexOf('\n', start);
      throw new MagicError(
          "a magic cannot stand in the body of a lane",
          start,
          end < 0 ? draft.cell().length() : end,
          "put it into a cell of its own, before this one");
    }
  }

  @Override
  default MagicBody body(MagicDraft draft) {
    try {
      return new MagicBody.Java(LaneNames.of(draft.cell(), header(draft)));
    } catch (MagicError e) {
      // The header is not right yet; the body can be helped with all the same.
      return new MagicBody.Java(LaneNames.LANE);
    }
  }

  @Override
  default OptionalInt javaInHeader(MagicDraft draft, int cursor) {
    return HeaderWords.source(draft, cursor);
  }

  @Override
  default Optional<MagicCompletion> complete(MagicDraft draft, int cursor) {
    return HeaderWords.options(draft, cursor, LaneOptions.of(lane()));
  }
}
