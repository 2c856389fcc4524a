/// `System.out`, `System.err` and `System.in` routed by scope: what a thread prints goes to the
/// cell that the thread belongs to, also when another cell is running.
package org.jlanes.runtime.output;
