package org.jlanes.engine.jshell;

import org.jlanes.runtime.engine.MappedSource;

/// A piece of Java that is given to JShell at once, and the cell it comes from.
///
/// @param source exactly the text that JShell sees
/// @param cell the cell's execution count
record Unit(MappedSource source, int cell) {}
