/// The kernel process: its main class, the hook for instrumentation, and its end.
///
/// Internal: started as `java -jar jlanes-kernel.jar CONNECTION_FILE`, and used by nothing. What
/// the kernel does with messages is in `org.jlanes.session`.
package org.jlanes.kernel;
