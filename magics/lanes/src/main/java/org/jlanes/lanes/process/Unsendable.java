package org.jlanes.lanes.process;

import java.io.Closeable;
import java.io.NotSerializableException;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.jlanes.runtime.display.Troubleshooting;

/// What the user reads when a value cannot be sent to a worker process: which variable, what in it,
/// why, and what to do instead.
final class Unsendable {
  private static final String HINT = " " + Troubleshooting.UNSENDABLE.hint();

  private Unsendable() {}

  /// For a notebook variable or a static field.
  ///
  /// @param culprit the object inside `value` (or itself) at which writing stopped
  static String variable(Variable variable, Object value, Object culprit, Throwable cause) {
    return (variable.ofClass() ? "static field `" : "variable `")
        + variable.label()
        + "` ("
        + type(value)
        + ") cannot be sent to a worker process: "
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
        + type(value)
        + ") was not sent to the worker processes, which have it as its initialiser makes it: "
        + reason(variable.label(), value, culprit, cause)
        + HINT;
  }

  /// For an item.
  static String item(Object value, Object culprit, Throwable cause) {
    return "the item ("
        + type(value)
        + ") cannot be sent to a worker process: "
        + reason("item", value, culprit, cause)
        + HINT;
  }

  /// For a value that a lambda captured where it was made.
  static String captured(Object culprit, Throwable cause) {
    return "a value that the body captures ("
        + type(culprit)
        + ") cannot be sent to a worker process: "
        + reason("it", culprit, culprit, cause)
        + HINT;
  }

  @SuppressWarnings("ReferenceEquality") // asks for this very object
  private static String reason(String name, Object value, Object culprit, Throwable cause) {
    if (!(cause instanceof NotSerializableException)) {
      return cause instanceof StackOverflowError
          ? "its objects are linked too deeply (a long linked list?). Send an array or a list"
              + " instead."
          : "writing it failed with " + cause + ".";
    }
    String path = ObjectPath.find(name, value, culprit).orElse(null);
    String where;
    if (culprit == value) {
      where = why(culprit);
    } else if (path != null) {
      where = "`" + path + "` is a " + type(culprit) + ", and " + why(culprit);
    } else {
      where = "inside it is a " + type(culprit) + ", and " + why(culprit);
    }
    return where;
  }

  private static String why(Object culprit) {
    return switch (culprit) {
      case Thread t ->
          "a thread lives in one process only. Start it inside the body, or use %%threads, which"
              + " shares the notebook's heap.";
      case Executor e ->
          "a thread pool lives in one process only. Create it inside the body, or use %%threads,"
              + " which shares the notebook's heap.";
      case Future<?> f ->
          "a future lives in one process only. Wait for its value in a cell and send that.";
      case BaseStream<?, ?> s ->
          "a stream can be read once and in one process only. Collect it into a list first.";
      case Iterator<?> i when !(i instanceof Closeable) ->
          "an iterator belongs to the collection it reads in this process. Copy what it gives into"
              + " a list first.";
      case AutoCloseable c ->
          "it holds something open in this process. Open it inside the body, or read its content in"
              + " a cell and send that.";
      case Object o when o.getClass().isHidden() ->
          "this lambda was made by code outside the notebook and cannot be written down. Write it"
              + " as a lambda in a cell, for example x -> f(x); in a program, cast it, as in"
              + " (Callable<Long> & Serializable) () -> f().";
      case Object o when o.getClass().getModule().isNamed() ->
          "it belongs to this process (it is not serializable). Create it inside the body, or send"
              + " the data it is made from; %%threads shares the notebook's heap.";
      case Object o ->
          "its class does not implement java.io.Serializable. Create it inside the body, or send"
              + " the data it is made from; %%threads shares the notebook's heap.";
    };
  }

  private static String type(Object value) {
    return switch (value) {
      case null -> "null";
      // What a cell runs on is a subclass of the kernel's, which a user has no use for.
      case Thread t
          when Objects.equals(t.getClass().getClassLoader(), Unsendable.class.getClassLoader()) ->
          Thread.class.getTypeName();
      case Object o -> o.getClass().getTypeName();
    };
  }
}
