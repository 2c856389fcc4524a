/// The names of all types that a notebook could import, and how alike two names are. Knows nothing
/// of JShell and reads no class files: whether a type is public, the compiler must say.
///
/// Internal: the way in is a cell whose names the compiler does not know.
package org.jlanes.engine.names;
