package org.jlanes.runtime.magic;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jlanes.runtime.engine.CellFailure;

/// A line or cell magic. Found by `ServiceLoader`, also in jars added while the kernel runs; needs
/// a public constructor without parameters. [#run] is called on the cell's thread, inside the
/// cell's scope.
///
/// What takes a [MagicDraft] answers a front end while the cell is being written: on any thread,
/// also while a cell runs, outside of every scope, at each key. It must take a few milliseconds at
/// most and run nothing. All of it has defaults.
public interface Magic {
  /// Whether a magic stands on a line of its own or takes the whole cell.
  enum Kind {
    /// `%name …` on a line of its own.
    LINE,
    /// `%%name …` on the first line; the rest of the cell is its body.
    CELL,
    /// Both forms.
    LINE_AND_CELL
  }

  /// The word after the percent signs.
  String name();

  /// Other words for the same magic.
  default List<String> aliases() {
    return List.of();
  }

  /// The forms it has.
  Kind kind();

  /// One line for `%lsmagic`.
  String summary();

  /// The complete help, shown by `--help` ([#asksForHelp]): what it does, every option, an example.
  String help();

  /// Whether a call asks for the help instead of running the magic. Here: whether `--help` is among
  /// the options at the beginning of the header, before the first other word and before `--`. A
  /// magic whose options have values, or whose arguments may begin with a dash, knows better.
  default boolean asksForHelp(MagicCall call) {
    return Stream.of(call.header().replaceAll("\\\\\\R", " ").strip().split("\\s+"))
        .takeWhile(word -> word.startsWith("-") && !word.equals("--"))
        .anyMatch("--help"::equals);
  }

  /// Runs the magic.
  ///
  /// @return the cell's value, if it has one
  /// @throws MagicError if the call itself is wrong: shown with a caret under the mistake
  /// @throws CellFailure if the Java code it ran failed
  /// @throws Exception anything else is shown as an error of the magic with its message
  MagicResult run(MagicCall call) throws Exception;

  /// Finds what is wrong with a use as it stands, without running anything: a header that can never
  /// be right. Front ends ask it to decide between a new line and running.
  ///
  /// @throws MagicError what [#run] would throw
  default void check(MagicDraft draft) throws MagicError {}

  /// What the body is.
  default MagicBody body(MagicDraft draft) {
    return new MagicBody.Text();
  }

  /// Where in the header the Java begins that the cursor stands in; empty if it stands in none.
  ///
  /// @param cursor offset in the cell, within the header
  default OptionalInt javaInHeader(MagicDraft draft, int cursor) {
    return OptionalInt.empty();
  }

  /// What could stand at a cursor in the header; empty if the magic has nothing to say, and then
  /// the options that its help names are offered.
  ///
  /// @param cursor offset in the cell, within the header
  default Optional<MagicCompletion> complete(MagicDraft draft, int cursor) {
    return Optional.empty();
  }
}
