/// What runs before the first cell: finding the startup files, splitting them into cells, and
/// running them while the kernel already answers.
///
/// Internal: the kernel's main class names the files, the session runs them.
package org.jlanes.session.startup;
