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
/// String cell = "%%threads --workers 4 n : xs -> ys\nn * 2";
/// int start = "%%threads".length();
/// int end = cell.indexOf('\n');
/// List<OptionSpec> options = List.of(new OptionSpec("workers", "N", "threads"));
/// LaneHeader header = LaneHeader.parse(cell, start, end, "threads", options, List.of());
/// System.out.println(header.items().getFirst().name() + " of " + header.source().of(cell));
/// ```
package org.jlanes.magics.header;
