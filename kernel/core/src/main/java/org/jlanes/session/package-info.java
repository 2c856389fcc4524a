/// What the kernel does with messages: one class per request type, named after it, and the cell's
/// side of output and input.
///
/// Three threads matter here. The *shell* thread takes shell requests one after the other and calls
/// the engine; the *control* thread answers control requests meanwhile; the sockets' threads only
/// put requests into the queues of these two. Each request is framed by `busy` and `idle`.
///
/// ```java
/// Session session = Session.start(connection, engineFactory, Optional.empty(), Life.unrecorded(), end);
/// ```
package org.jlanes.session;
