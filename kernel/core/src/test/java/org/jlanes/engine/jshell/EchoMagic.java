package org.jlanes.engine.jshell;

import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;

/// A magic for tests: prints what it was given.
public final class EchoMagic implements Magic {
  /// For `ServiceLoader`.
  public EchoMagic() {}

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public Kind kind() {
    return Kind.LINE_AND_CELL;
  }

  @Override
  public String summary() {
    return "prints what it was given";
  }

  @Override
  public String help() {
    return "%echo TEXT prints it.\n  --loud  in capitals";
  }

  @Override
  public MagicResult run(MagicCall call) throws MagicError {
    String header = call.header();
    if (header.strip().equals("value")) {
      return MagicResult.of("int", 42);
    }
    if (header.contains("wrong")) {
      int at = call.headerStart() + header.indexOf("wrong");
      throw new MagicError("that is wrong", at, at + "wrong".length(), "say it right");
    }
    System.out.println("echo[" + header + "][" + call.body() + "]");
    return MagicResult.none();
  }
}
