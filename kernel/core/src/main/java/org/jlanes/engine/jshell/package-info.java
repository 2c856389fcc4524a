/// The engine on JShell. Outside of it only `org.jlanes.assist` names JShell's types.
///
/// Threads: one engine thread owns the `JShell` instance and runs the compiler; each cell has a
/// thread of its own on which user code and magics run. An interrupt only ever reaches the latter:
/// interrupting the compiler would close the channels of the JDK's class files under it.
///
/// Internal: others use [org.jlanes.engine.Engine], which `ServiceLoader` brings. No protocol, no
/// sockets, and no lanes, which ask for what they need through `org.jlanes.runtime.engine`.
package org.jlanes.engine.jshell;
