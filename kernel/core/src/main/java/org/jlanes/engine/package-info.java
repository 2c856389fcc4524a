/// Running cells: what the session asks of an engine, and the engine on JShell behind it.
///
/// Knows nothing of sockets or messages. [Engine] is free of JShell types, so that another engine
/// can take its place.
///
/// ```java
/// import org.jlanes.runtime.display.MimeBundle;
/// import org.jlanes.runtime.scope.*;
///
/// void show(CellOutput output) throws Exception {
///   EngineFactory factory = ServiceLoader.load(EngineFactory.class).findFirst().orElseThrow();
///   Scope cell = new Scope("cell-1", 1, output, Map.of());
///   try (Engine engine = factory.create(Optional.empty())) {
///     MimeBundle value = engine.run("int x = 6;\nx * 7", cell, false);   // throws CellFailure
///     System.out.println(value.plain());
///   } finally {
///     cell.close();
///   }
/// }
/// ```
package org.jlanes.engine;
