/// Running cells: what the session asks of an engine, and the engine on JShell behind it.
///
/// Knows nothing of sockets or messages. [Engine] is free of JShell types, so that another engine
/// can take its place.
package org.jlanes.engine;
