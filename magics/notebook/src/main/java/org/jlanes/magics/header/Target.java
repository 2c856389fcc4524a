package org.jlanes.magics.header;

/// The variable that gets the results.
///
/// @param type where its type stands, or null where it is inferred
/// @param name its name
/// @param span where type and name stand
public record Target(Span type, String name, Span span) {}
