package org.jlanes.magics.general;

import java.nio.charset.StandardCharsets;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.scope.CellOutput;

/// Prints what a magic says under its cell.
public final class CellText {
  private CellText() {}

  /// Prints lines to the cell's standard output.
  public static void print(MagicCall call, String text) {
    byte[] bytes = (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
    call.scope().output().write(CellOutput.Stream.STDOUT, bytes, 0, bytes.length);
  }
}
