package org.jlanes.magics.header;

/// A variable for the item, or for a part of it.
///
/// @param isFinal whether it was declared `final`
/// @param type where its type stands, or null where it is inferred
/// @param name its name
/// @param span where the name stands
public record Item(boolean isFinal, Span type, String name, Span span) {}
