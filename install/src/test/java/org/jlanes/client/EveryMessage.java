package org.jlanes.client;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Checks every message that any client in any test receives against [MessageSchemas], also of
/// clients that a test made without a [KernelSession]: it reads what [KernelClient] logs. A test,
/// or at its end the class, fails if a message was malformed. JUnit finds it by itself.
///
/// Clients' threads write, JUnit's read; what was found is guarded by the handler's monitor.
public final class EveryMessage implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private final List<String> violations = new ArrayList<>();

  /// Loggers that nobody holds are forgotten, with their handlers.
  private final Logger logger;

  private final Handler handler = new Reader();

  /// Reads what clients log.
  public EveryMessage() {
    this(Logger.getLogger(KernelClient.class.getName()));
  }

  EveryMessage(Logger logger) {
    this.logger = logger;
  }

  /// Is told of all that is logged.
  private final class Reader extends Handler {
    @Override
    public void publish(LogRecord entry) {
      Object[] parameters = entry.getParameters();
      if (parameters != null && parameters.length == 1 && parameters[0] instanceof Received one) {
        note(MessageSchemas.violations(one));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private synchronized void note(List<String> wrong) {
    violations.addAll(wrong);
  }

  private synchronized List<String> take() {
    List<String> taken = List.copyOf(violations);
    violations.clear();
    return taken;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    // Each class again: adding a handler that is there does not add another.
    logger.removeHandler(handler);
    logger.addHandler(handler);
    logger.setLevel(Level.FINER);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertNone();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    assertNone();
  }

  private void assertNone() {
    List<String> wrong = take();
    if (!wrong.isEmpty()) {
      throw new AssertionError("malformed messages:\n" + String.join("\n", wrong));
    }
  }
}
