/// `System.out`, `System.err` and `System.in` routed by scope: what a thread prints goes to the
/// cell that the thread belongs to, also when another cell is running. Likewise what child
/// processes inherit, and the descriptors that native code writes to.
///
/// Internal: made by the kernel and the workers when they start. How a scope's output is sent is
/// not decided here but by its [org.jlanes.runtime.scope.CellOutput].
package org.jlanes.runtime.output;
