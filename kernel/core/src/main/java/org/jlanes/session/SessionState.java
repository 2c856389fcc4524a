package org.jlanes.session;

import java.util.concurrent.atomic.AtomicReference;
import org.jlanes.channels.IoPub;
import org.jlanes.session.history.History;
import org.jlanes.wire.Author;

/// What the handlers of a session share.
///
/// @param author writes the kernel's messages
/// @param iopub what everybody hears
/// @param stdin asks for input
/// @param engine the engine, perhaps still starting
/// @param running the cells that run now
/// @param history what was run
/// @param jobs the cells in the background
/// @param subshells the lines of execution
/// @param life told which cell runs
/// @param notice something to tell under the first cell; null when it has been told
record SessionState(
    Author author,
    IoPub iopub,
    Stdin stdin,
    EngineStart engine,
    RunningCells running,
    History history,
    JobTable jobs,
    SubshellTable subshells,
    Life life,
    AtomicReference<String> notice) {}
