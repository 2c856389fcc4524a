package org.jlanes.session;

import java.util.concurrent.atomic.AtomicReference;
import org.jlanes.channels.IoPub;
import org.jlanes.runtime.output.Outlets;
import org.jlanes.session.history.History;
import org.jlanes.session.startup.Startup;
import org.jlanes.wire.Author;

/// What the handlers of a session share.
///
/// @param author writes the kernel's messages
/// @param iopub what everybody hears
/// @param stdin asks for input
/// @param outlets the cells that native code can name
/// @param engine the engine, perhaps still starting
/// @param running the cells that run now
/// @param history what was run
/// @param comms the open comms and their targets
/// @param jobs the cells in the background
/// @param subshells the lines of execution
/// @param life told which cell runs
/// @param startup what runs before the first cell
/// @param notice something to tell under the first cell; null when it has been told
record SessionState(
    Author author,
    IoPub iopub,
    Stdin stdin,
    Outlets outlets,
    EngineStart engine,
    RunningCells running,
    History history,
    CommTable comms,
    JobTable jobs,
    SubshellTable subshells,
    Life life,
    Startup startup,
    AtomicReference<String> notice) {
  /// The comms for the code of a request.
  CommPort commPort(Request request) {
    return new CommPort(comms, request.message().header(), author, iopub);
  }
}
