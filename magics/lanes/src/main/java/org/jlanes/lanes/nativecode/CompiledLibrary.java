package org.jlanes.lanes.nativecode;

import java.nio.file.Path;
import java.util.List;

/// A library in the cache.
///
/// @param digest of everything that went into it
/// @param file where it is
/// @param fromCache whether it was there before
/// @param nanos how long it took to make or find it
/// @param warnings what the compiler said when it was made
public record CompiledLibrary(
    String digest, Path file, boolean fromCache, long nanos, List<Diagnostic> warnings) {}
