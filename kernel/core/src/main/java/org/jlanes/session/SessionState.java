package org.jlanes.session;

import java.util.concurrent.atomic.AtomicLong;
import org.jlanes.channels.IoPub;
import org.jlanes.wire.Author;

/// What the handlers of a session share.
///
/// @param author writes the kernel's messages
/// @param iopub what everybody hears
/// @param stdin asks for input
/// @param engine the engine, perhaps still starting
/// @param running the cell that runs now
/// @param history what was run
/// @param shellArrivals how many shell requests have come so far
record SessionState(
    Author author,
    IoPub iopub,
    Stdin stdin,
    EngineStart engine,
    RunningCell running,
    History history,
    AtomicLong shellArrivals) {}
