/// How much of the machine the kernel and its children use, and how much of it is left: the figures
/// of `usage_reply`. Read from `/proc` on Linux, from the JDK elsewhere.
package org.jlanes.session.usage;
