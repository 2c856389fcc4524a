/// The contract of magics: commands that a cell gives with `%` (line) or `%%` (cell).
///
/// A jar that names its implementations in `META-INF/services/org.jlanes.runtime.magic.Magic`
/// brings its own:
///
/// ```java
/// public final class Shout implements Magic {
///   public String name() { return "shout"; }
///   public Kind kind() { return Kind.LINE; }
///   public String summary() { return "prints its argument in capitals"; }
///   public String help() { return "%shout TEXT"; }
///   public MagicResult run(MagicCall call) { System.out.println(call.header().toUpperCase()); return MagicResult.none(); }
/// }
/// ```
///
/// A magic that also overrides the methods with a [MagicDraft] takes part in completion and in the
/// check whether a cell is complete; [PathCandidates] completes file names for it.
package org.jlanes.runtime.magic;
