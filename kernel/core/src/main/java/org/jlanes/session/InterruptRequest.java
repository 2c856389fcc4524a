package org.jlanes.session;

/// Stops the running cells, of all shells. On the control thread, which is free while a cell runs.
final class InterruptRequest implements Handler {
  private final RunningCells running;

  InterruptRequest(RunningCells running) {
    this.running = running;
  }

  @Override
  public void handle(Request request) {
    // Before the reply: it must not hit a cell that the front end sends after it.
    Runnable interruption = running.interruption();
    // Then the reply: cancelling waits for child processes to be told.
    request.reply(Request.ok());
    interruption.run();
  }
}
