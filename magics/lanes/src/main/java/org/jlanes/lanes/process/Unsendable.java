package org.jlanes.lanes.process;

import org.jlanes.runtime.display.Troubleshooting;
import org.jlanes.runtime.envelope.Hindrance;
import org.jlanes.runtime.envelope.Hindrance.Way;
import org.jlanes.runtime.envelope.ObjectPath;

/// What the user reads when a value cannot be sent to a worker process: which variable, what in it,
/// why, and what to do instead.
final class Unsendable {
  /// What these messages say of a value.
  static final String CANNOT = "cannot be sent to a worker process";

  private static final String HINT = " " + Troubleshooting.UNSENDABLE.hint();

  private Unsendable() {}

  /// For a notebook variable or a static field.
  ///
  /// @param culprit the object inside `value` (or itself) at which writing stopped
  static String variable(Variable variable, Object value, Object culprit, Throwable cause) {
    return (variable.ofClass() ? "static field `" : "variable `")
        + variable.label()
        + "` ("
        + Hindrance.type(value)
        + ") "
        + CANNOT
        + ": "
        + reason(variable.label(), value, culprit, cause)
        + (variable.ofClass()
            ? " Or mark the field `transient`: then each worker has its own, as its initialiser"
                + " makes it."
            : "")
        + HINT;
  }

  /// For a static field that each worker has as its own initialiser makes it.
  static String left(Variable variable, Object value, Object culprit, Throwable cause) {
    return "static field `"
        + variable.label()
        + "` ("
        + Hindrance.type(value)
        + ") was not sent to the worker processes, which have it as its initialiser makes it: "
        + reason(variable.label(), value, culprit, cause)
        + HINT;
  }

  /// For an item.
  static String item(Object value, Object culprit, Throwable cause) {
    return "the item ("
        + Hindrance.type(value)
        + ") "
        + CANNOT
        + ": "
        + reason("item", value, culprit, cause)
        + HINT;
  }

  /// For a value that a lambda captured where it was made.
  ///
  /// @param entry what was written
  static String captured(Object entry, Object culprit, Throwable cause) {
    String path = ObjectPath.find("", entry, culprit).orElse("");
    // The fields in which a lambda has what it captured.
    int captured = path.lastIndexOf("arg$");
    String below = captured < 0 ? "" : path.substring(captured).replaceFirst("^arg\\$\\d+", "");
    return "a value that the body captures ("
        + Hindrance.type(culprit)
        + (below.isEmpty()
            ? ""
            : ", as its `" + below.substring(below.startsWith(".") ? 1 : 0) + "`")
        + ") "
        + CANNOT
        + ": "
        + reason("it", culprit, culprit, cause)
        + HINT;
  }

  private static String reason(String name, Object value, Object culprit, Throwable cause) {
    return Hindrance.reason(name, value, culprit, cause, Way.OUT);
  }
}
