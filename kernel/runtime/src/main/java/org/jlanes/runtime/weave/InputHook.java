package org.jlanes.runtime.weave;

import java.io.IOError;
import java.io.IOException;
import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.scope.Scope;

/// What woven code calls where it asks for a line: the prompt then stands beside the field, as a
/// front end shows it. Java itself prints the prompt and reads from `System.in`, which knows
/// nothing of it.
public final class InputHook {
  private InputHook() {}

  /// `IO.readln`. What is left of a line that was read in part comes first, as in Java.
  public static String readln(String prompt) {
    Scope scope = Scope.current();
    try {
      if (scope == null
          || scope.service(WorkerIdentity.class).isPresent()
          || System.in.available() > 0) {
        return IO.readln(prompt);
      }
      System.out.flush();
      return scope.output().readLine(String.valueOf(prompt), false);
    } catch (IOException e) {
      throw new IOError(e);
    }
  }
}
