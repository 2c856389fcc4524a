package org.jlanes.session;

/// Stops the running cell. On the control thread, which is free while a cell runs.
final class InterruptRequest implements Handler {
  private final RunningCell running;

  InterruptRequest(RunningCell running) {
    this.running = running;
  }

  @Override
  public void handle(Request request) {
    // First the reply: cancelling waits for child processes to be told.
    request.reply(Request.ok());
    running.interrupt();
  }
}
