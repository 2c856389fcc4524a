package org.jlanes.magics.lane;

import java.util.List;
import org.jlanes.magics.header.CellPieces;
import org.jlanes.magics.header.Item;
import org.jlanes.magics.header.LaneHeader;

/// Declarations of the names that a lane adds to its body, for completion: [LaneSource] makes what
/// is run.
final class LaneNames {
  /// The name that is there in every body.
  static final String LANE = "org.jlanes.lanes.LaneContext lane = null; ";

  private static final List<String> PARTS = List.of("first", "second", "third");

  private LaneNames() {}

  /// Declares `lane` and the variables of the item.
  static String of(String cell, LaneHeader header) {
    StringBuilder declarations = new StringBuilder(LANE);
    if (header.source() != null) {
      String source = CellPieces.of(cell, header.source()).text().replaceAll("[\r\n]", " ");
      declarations
          .append("var $item = org.jlanes.lanes.Source.of(")
          .append(source)
          .append(").iterator().next(); ");
    }
    List<Item> items = header.items();
    for (int i = 0; i < Math.min(items.size(), PARTS.size()); i++) {
      Item item = items.get(i);
      String part =
          items.size() == 1 ? "$item" : "org.jlanes.lanes.Parts." + PARTS.get(i) + "($item)";
      String type = item.type() == null ? "var" : CellPieces.of(cell, item.type()).text();
      declarations
          .append(type)
          .append(' ')
          .append(item.name())
          .append(" = ")
          .append(part)
          .append("; ");
    }
    return declarations.toString();
  }
}
