/// What every side of JLanes shares: the kernel, the lanes and the worker processes.
///
/// - `scope`: everything a running cell owns; output attribution and cancellation.
/// - `display`: MIME bundles and the calls with which user code shows things.
/// - `comm`: a line between the notebook and the front end.
/// - `magic`: the contract of line and cell magics.
/// - `engine`: what lanes and magics may ask of the engine that runs cells.
/// - `weave`: the class-file pass over user code and the hooks it calls.
/// - `output`: `System.out`, `System.err` and `System.in` routed by scope.
/// - `envelope`: what travels between the kernel and a worker process.
///
/// Nothing here depends on a library or on another module. Cells are compiled against `display`,
/// `comm`, `magic` and `scope`; at run time they also see `engine`, which magics are given, and the
/// hooks in `weave`.
///
/// Internal itself: there is nothing in this package but its packages.
package org.jlanes.runtime;
