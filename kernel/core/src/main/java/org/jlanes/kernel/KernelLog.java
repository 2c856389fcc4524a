package org.jlanes.kernel;

import java.io.PrintStream;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/// Sends the kernel's own log to the standard error of the process, which no cell sees. Quiet by
/// default: warnings and errors only; `JLANES_LOG` sets another level (`FINE`, `ALL`, `OFF`).
final class KernelLog {
  /// Held, because the JDK forgets the settings of loggers that nobody holds.
  private static final Logger LOGGER = Logger.getLogger("org.jlanes");

  private KernelLog() {}

  /// Begins to log.
  ///
  /// @param stderr the real standard error, before output is routed to cells
  /// @param level the value of `JLANES_LOG`, or null
  static void begin(PrintStream stderr, String level) {
    StreamHandler handler =
        new StreamHandler(stderr, new OneLine()) {
          @Override
          public synchronized void publish(LogRecord each) {
            super.publish(each);
            flush();
          }
        };
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(handler);
    LOGGER.setLevel(Level.WARNING);
    if (level != null) {
      try {
        LOGGER.setLevel(Level.parse(level));
      } catch (IllegalArgumentException e) {
        LOGGER.log(Level.WARNING, "JLANES_LOG is no level of java.util.logging: " + level, e);
      }
    }
    handler.setLevel(Level.ALL);
  }

  /// Time, level, message, and the stack trace of a cause.
  private static final class OneLine extends Formatter {
    @Override
    public String format(LogRecord each) {
      StringBuilder line = new StringBuilder();
      line.append(each.getInstant()).append(' ').append(each.getLevel()).append(' ');
      line.append(formatMessage(each)).append('\n');
      for (Throwable t = each.getThrown(); t != null; t = t.getCause()) {
        line.append("  ").append(t).append('\n');
        for (StackTraceElement frame : t.getStackTrace()) {
          line.append("    at ").append(frame).append('\n');
        }
      }
      return line.toString();
    }
  }
}
