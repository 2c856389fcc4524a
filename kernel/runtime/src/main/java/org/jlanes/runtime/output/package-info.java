/// `System.out`, `System.err` and `System.in` routed by scope: what a thread prints goes to the
/// cell that the thread belongs to, also when another cell is running. Likewise what child
/// processes inherit, and the descriptors that native code writes to.
package org.jlanes.runtime.output;
