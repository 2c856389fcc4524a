/// The command `jlanes`: installs the kernel for Jupyter and runs notebooks.
package org.jlanes.install;
