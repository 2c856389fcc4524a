/// The command `jlanes`: installs the kernel for Jupyter and runs notebooks.
///
/// Internal: used through the script `install/jlanes`. The way to a kernel for other programs is
/// `org.jlanes.client`.
package org.jlanes.install;
