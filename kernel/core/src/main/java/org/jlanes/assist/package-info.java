/// Help while typing: is this complete, what could come next, what is this.
///
/// Knows JShell's analysis but not where it runs: [JavaAssist] is given a way to reach it.
package org.jlanes.assist;
