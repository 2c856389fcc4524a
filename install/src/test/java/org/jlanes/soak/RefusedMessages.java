package org.jlanes.soak;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jlanes.client.KernelClient;

/// Notes what the clients refuse before anybody sees it, which they only log: malformed messages
/// and copies of earlier ones. Safe for any thread.
final class RefusedMessages extends Handler {
  /// Loggers that nobody holds are forgotten, with their handlers.
  private final Logger logger = Logger.getLogger(KernelClient.class.getName());

  private final Findings findings;

  private RefusedMessages(Findings findings) {
    this.findings = findings;
  }

  /// Begins to note them.
  ///
  /// @return to be closed at the end
  static RefusedMessages noteIn(Findings findings) {
    RefusedMessages handler = new RefusedMessages(findings);
    handler.logger.addHandler(handler);
    return handler;
  }

  @Override
  public void publish(LogRecord entry) {
    findings.add(Fault.MESSAGE_DROPPED, entry.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
