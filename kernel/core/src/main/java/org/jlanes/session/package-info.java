/// What the kernel does with messages: one class per request type, named after it, and the cell's
/// side of output and input.
///
/// Three threads matter here. The *shell* thread takes shell requests one after the other and calls
/// the engine; the *control* thread answers control requests meanwhile; the sockets' threads only
/// put requests into the queues of these two. Each request is framed by `busy` and `idle`.
///
/// ```java
/// import org.jlanes.engine.EngineFactory;
/// import org.jlanes.session.startup.Startup;
/// import org.jlanes.session.startup.StartupFiles;
/// import org.jlanes.wire.ConnectionFile;
///
/// ConnectionFile connection = ConnectionFile.read(Path.of("kernel-1.json"));
/// EngineFactory factory = ServiceLoader.load(EngineFactory.class).findFirst().orElseThrow();
/// CountDownLatch end = new CountDownLatch(1);
/// Startup nothing = new Startup(new StartupFiles(null, List.of()));
/// try (Session session =
///     Session.start(
///         connection, factory, Optional.empty(), nothing, Life.unrecorded(), end::countDown)) {
///   end.await();                                // until a shutdown_request
/// }
/// ```
package org.jlanes.session;
