/// The lane of worker processes: JVMs that live across runs, to which a body is sent together with
/// the classes and notebook variables it reaches.
///
/// - `Closure`, `ClosureWalk`: what a body needs, found by reading its byte code method by method.
/// - `WorkerProcess`, `WorkerPool`, `PoolTable`: the JVMs, their sockets and their lives.
/// - `ProcessRun`: one run over items; what happens when a worker dies.
///
/// A worker has no port: it connects through a Unix domain socket in a private folder, which is
/// removed as soon as the connection stands.
///
/// Internal: `Lanes.processes` is the way in. What runs inside a worker is in `org.jlanes.worker`,
/// what travels in `org.jlanes.runtime.envelope`.
package org.jlanes.lanes.process;
