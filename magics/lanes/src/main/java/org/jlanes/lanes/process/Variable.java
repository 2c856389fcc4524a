package org.jlanes.lanes.process;

/// A notebook variable as byte code sees it: a static field.
///
/// @param owner binary name of the class that holds it
/// @param name the field's name, which is the variable's
record Variable(String owner, String name) {}
