package org.jlanes.session;

/// Stops the running cells, of all shells. On the control thread, which is free while a cell runs.
final class InterruptRequest implements Handler {
  private final RunningCells running;

  InterruptRequest(RunningCells running) {
    this.running = running;
  }

  @Override
  public void handle(Request request) {
    // First the reply: cancelling waits for child processes to be told.
    request.reply(Request.ok());
    running.interrupt();
  }
}
