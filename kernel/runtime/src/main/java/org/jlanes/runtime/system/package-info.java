/// This process among the others of the machine: the names by which a later process knows whose
/// files and child processes it finds, the folder for temporary files, and what its texts are
/// formatted with. Uses nothing but the JDK.
///
/// Internal: only the kernel, its workers and its scripts use it.
package org.jlanes.runtime.system;
