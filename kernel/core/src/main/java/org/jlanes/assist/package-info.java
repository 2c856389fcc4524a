/// Help while typing: is this complete, what could come next, what is this.
///
/// Knows JShell's analysis but not where it runs: [JavaAssist] is given a way to reach it.
///
/// Internal: reached through [org.jlanes.engine.Engine]. Runs no code of the user's.
package org.jlanes.assist;
