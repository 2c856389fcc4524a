package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jlanes.wire.Json;

/// Cells that must succeed, and what they show.
final class LaneCells {
  private LaneCells() {}

  /// Runs a cell, which must end well.
  static Cell ok(KernelSession kernel, String code) throws InterruptedException {
    Cell cell = kernel.run(code);
    assertEquals("ok", cell.status(), () -> code + "\n" + cell.traceback());
    return cell;
  }

  /// Everything it printed and displayed, as text.
  static String shown(Cell cell) {
    StringBuilder all = new StringBuilder(cell.stdout()).append(cell.stderr());
    cell.of("display_data")
        .forEach(m -> all.append(Json.string(Json.child(m.content(), "data"), "text/plain", "")));
    return all.toString();
  }
}
