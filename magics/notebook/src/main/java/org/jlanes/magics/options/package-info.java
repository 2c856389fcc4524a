/// `%jvm` and `%javac`: the options of the notebook's JVM and of its compiler.
///
/// Internal: found by `ServiceLoader`.
package org.jlanes.magics.options;
