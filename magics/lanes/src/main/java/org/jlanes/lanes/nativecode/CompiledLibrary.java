package org.jlanes.lanes.nativecode;

import java.util.List;

/// A library that is ready to be bound to a class.
///
/// @param digest of its bytes, under which [org.jlanes.runtime.envelope.Attachments] has them
/// @param platform the system and processor it was made for, as [NativeLibrary#platform] says
/// @param prints whether its functions are told at each call which cell they print for
/// @param fromCache whether it had been compiled before
/// @param nanos how long it took to make or find it
/// @param warnings what the compiler said when it was made
public record CompiledLibrary(
    String digest,
    String platform,
    boolean prints,
    boolean fromCache,
    long nanos,
    List<Diagnostic> warnings) {}
