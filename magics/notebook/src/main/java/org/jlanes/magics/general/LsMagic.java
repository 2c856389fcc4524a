package org.jlanes.magics.general;

import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicResult;

/// `%lsmagic`: the magics there are.
public final class LsMagic implements Magic {
  @Override
  public String name() {
    return "lsmagic";
  }

  @Override
  public Kind kind() {
    return Kind.LINE;
  }

  @Override
  public String summary() {
    return "list all magics";
  }

  @Override
  public String help() {
    return """
    %lsmagic

    Lists all magics with one line each. %help NAME explains one of them.
    """;
  }

  @Override
  public MagicResult run(MagicCall call) {
    MagicCatalog catalog = MagicCatalog.of(call);
    CellText.print(call, catalog.lines(catalog.magics()) + "\n%help NAME explains one of them.");
    return MagicResult.none();
  }
}
