/// The header of a lane magic:
///
/// ```text
/// header = "%%" lane {option} ["--"] [items ":" source] ["->" [Type] name]
/// option = "--" key value        value = word | '…' | "…" | {java expression}
/// items  = [final] [Type | var] id {"," [Type | var] id}
/// ```
///
/// Options are read as a shell reads words, the rest as Java tokens. Every mistake is a
/// [org.jlanes.runtime.magic.MagicError] with its place in the cell. Nothing here runs code.
///
/// ```java
/// LaneHeader header = LaneHeader.parse(cell, start, end, "threads", List.of(new OptionSpec("workers", "N", "threads")));
/// header.items().getFirst().name();
/// ```
package org.jlanes.magics.header;
