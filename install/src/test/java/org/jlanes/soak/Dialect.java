package org.jlanes.soak;

import java.util.List;
import java.util.Set;

/// The cells of the soak in one language. Lines that are to be counted are `token:source:number`,
/// each source's numbers from 0.
interface Dialect {
  /// Prints a line.
  String print(String line);

  /// Prints lines of the source `m` on standard output, as a user would write it.
  String lines(String token, int lines);

  /// Prints lines of the source `m`, every `errorEvery`-th on standard error.
  String flood(String token, int lines, int errorEvery);

  /// Leaves threads behind that print after the cell has ended: `t0`, `t1`, …
  ///
  /// @param kind which of the language's ways to start a thread, any number
  String threads(String token, int threads, int lines, int kind);

  /// Prints line 0 of the source `on`, then loops for ever.
  String loop(String token);

  /// Prints line 0 of the source `on`, then sleeps for ten minutes.
  String sleep(String token);

  /// Sleeps, then fails with a message.
  String fail(int millis, String message);

  /// Declares a variable, or gives it another value.
  String assign(String variable, int value);

  /// Asks for a line, which is the cell's value.
  String ask(String prompt);

  /// Shows line 0 of the source `d` in a display and updates it to the following lines.
  String display(String token, int updates);

  /// Code, and a name that completes it at its end.
  Pair completion();

  /// A name that can be inspected.
  String inspectable();

  /// Code that goes on in another line.
  String incomplete();

  /// Collects garbage; the value is text with `name=number` for each figure that must not grow.
  String gauges();

  /// Keeps all cores of the machine busy.
  String burn(int seconds);

  /// What the language's cells can do beyond what all can.
  List<ScriptStep> scripts();

  /// Registers a comm target that sends back what it gets.
  String commTarget(String target);

  /// Prints lines of the source `on`, and does not end: it loops, prints, waits for a child process
  /// or for other workers.
  ///
  /// @param kind which of them, any number
  String endless(String token, int kind);

  /// What a front end asks all the time.
  List<SmallQuestion> questions();

  /// A cell that declares a variable of a new name.
  String newName(int number);

  /// Cells that new variables, functions and classes, changes of them, and values take turns in.
  String different(int number);

  /// What the language's kernel is known not to do. It is counted, but no reason to fail.
  Set<Fault> tolerated();

  /// Code and what completes it.
  ///
  /// @param code ends where the completion is asked for
  /// @param match stands among the matches
  record Pair(String code, String match) {}
}
