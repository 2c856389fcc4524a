/// How much of the machine the kernel and its children use, and how much of it is left: the figures
/// of `usage_reply`. Read from `/proc` on Linux, from the JDK elsewhere.
///
/// ```java
/// HostMemory memory = HostMemory.now();
/// System.out.println(memory.available() + " of " + memory.total() + " bytes, " + memory.percent() + " %");
/// ```
package org.jlanes.session.usage;
