/// The text of a cell before it runs: magics told from Java, Java split into the parts it consists
/// of, and whether all of it is complete. Knows nothing of what the names mean.
///
/// ```java
/// JavaParts parts = new JavaSplitter().split("int a = 1;\na + 1", false);
/// ```
package org.jlanes.engine.source;
