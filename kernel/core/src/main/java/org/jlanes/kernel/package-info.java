/// The kernel process: its main class, the hook for instrumentation, and its end.
package org.jlanes.kernel;
