/// What runs in a worker JVM: it connects to the kernel that started it, defines the classes it is
/// sent, and runs a body on one item after the other.
///
/// Threads: the main thread reads frames; an [org.jlanes.runtime.envelope.Outbox] thread writes
/// them; each run has one thread for its items. The process ends at once when the connection does,
/// so that no worker outlives its kernel, however that ended.
///
/// Internal: started by `org.jlanes.lanes.process` as `java -jar jlanes-worker.jar`, and used by
/// nothing else. It decides nothing: which item runs where is the kernel's business.
package org.jlanes.worker;
