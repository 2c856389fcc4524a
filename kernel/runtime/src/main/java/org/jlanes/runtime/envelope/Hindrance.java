package org.jlanes.runtime.envelope;

import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;

/// Why a value could not be written, in words for its user: what in it is the reason, how that is
/// reached, and what to do instead.
///
/// @param fact what is so about the object at which writing stopped
/// @param outward what to do about a value on its way to a worker
/// @param homeward what to do about a result
public record Hindrance(String fact, String outward, String homeward) {
  /// The class around each piece of a notebook, which the engine has made.
  private static final Pattern AROUND =
      Pattern.compile("\\bREPL\\.\\$JShell\\$[0-9A-Z]+\\$(?=\\p{L})");

  private static final String HEAP = "use %%threads, which shares the notebook's heap.";

  /// Which way a value was to go.
  public enum Way {
    /// To a worker.
    OUT,
    /// From a worker to the notebook.
    HOME
  }

  private Hindrance(String fact, String outward) {
    this(fact, outward, "Return its data instead: numbers, strings, arrays, collections, records.");
  }

  /// The reason in one or two sentences.
  ///
  /// @param name what to call `value`
  /// @param culprit the object inside `value` (or itself) at which writing stopped
  /// @param cause what the stream said
  @SuppressWarnings("ReferenceEquality") // asks for this very object
  public static String reason(String name, Object value, Object culprit, Throwable cause, Way way) {
    if (cause instanceof StackOverflowError) {
      return "its objects are linked too deeply (a long linked list?). "
          + (way == Way.OUT ? "Send" : "Return")
          + " an array or a list instead.";
    }
    if (cause instanceof InvalidObjectException) {
      // What has no state to send, such as a shared array that was closed, says so itself.
      return cause.getMessage() + ".";
    }
    if (!(cause instanceof NotSerializableException)) {
      String what = cause instanceof ObjectStreamException ? cause.getMessage() : "" + cause;
      what = readable("" + what);
      return "writing it failed with " + what + ".";
    }
    Hindrance hindrance = of(culprit);
    String advice = way == Way.OUT ? hindrance.outward : hindrance.homeward;
    String because = hindrance.fact + ". " + advice;
    if (culprit == value) {
      return because;
    }
    String place =
        ObjectPath.find(name, value, culprit)
            .map(path -> "`" + path + "`")
            .orElse("something inside it");
    return place + " is a " + type(culprit) + ", and " + because;
  }

  /// The name of a value's class for messages.
  public static String type(Object value) {
    return switch (value) {
      case null -> "null";
      // What a cell runs on is a subclass of the kernel's, which a user has no use for.
      case Thread t
          when Objects.equals(t.getClass().getClassLoader(), Hindrance.class.getClassLoader()) ->
          Thread.class.getTypeName();
      case Object o -> name(o.getClass());
    };
  }

  /// The notebook's classes lie in others that the user did not write.
  private static String name(Class<?> type) {
    return Travel.isMadeSerializable(type) && !type.getSimpleName().isEmpty()
        ? type.getSimpleName()
        : readable(type.getTypeName());
  }

  /// A text with the notebook's classes as the notebook names them.
  public static String readable(String text) {
    return AROUND.matcher(text).replaceAll("");
  }

  private static Hindrance of(Object culprit) {
    return switch (culprit) {
      case Thread t ->
          new Hindrance(
              "a thread lives in one process only", "Start it inside the body, or " + HEAP);
      case Executor e ->
          new Hindrance(
              "a thread pool lives in one process only", "Create it inside the body, or " + HEAP);
      case Future<?> f ->
          new Hindrance(
              "a future lives in one process only",
              "Wait for its value in a cell and send that.",
              "Wait for its value in the body and return that.");
      case BaseStream<?, ?> s ->
          new Hindrance(
              "a stream can be read once and in one process only",
              "Collect it into a list first (toList()).",
              "Collect it into a list in the body (toList()).");
      case Iterator<?> i when !(i instanceof AutoCloseable) ->
          new Hindrance(
              "an iterator belongs to the collection it reads in one process",
              "Copy what it gives into a list first.",
              "Copy what it gives into a list in the body.");
      case AutoCloseable c ->
          new Hindrance(
              "it holds something open in its process",
              "Open it inside the body, or read its content in a cell and send that.",
              "Read its content in the body and return that.");
      case RandomGenerator r ->
          new Hindrance(
              "a generator of this kind does not show its state",
              "Use lane.random(), which gives each item numbers of its own, or java.util.Random.");
      case Object o when o.getClass().isHidden() ->
          new Hindrance(
              "this lambda was made by code outside the notebook and cannot be written down",
              "Write it as a lambda in a cell, for example x -> f(x); in a program, cast it, as in"
                  + " (Callable<Long> & Serializable) () -> f().",
              "Return what it computes.");
      case Object o when Travel.isOfJdk(o.getClass()) -> ofJdk(o);
      case Object o -> ofUser(o);
    };
  }

  private static Hindrance ofJdk(Object o) {
    String name = o.getClass().getName();
    if (o.getClass() == Object.class) {
      String advice = "Use a constant of an enum.";
      return new Hindrance(
          "all it has is its identity, which does not survive the journey", advice, advice);
    }
    if (name.equals("java.time.format.DateTimeFormatter")) {
      return new Hindrance(
          "its pattern cannot be read from it",
          "Make it inside the body, or keep it in a `static final` field of a class, which each"
              + " worker makes for itself.");
    }
    if (name.equals("java.awt.image.BufferedImage")) {
      String advice = "Draw it into an image of TYPE_INT_ARGB first.";
      return new Hindrance("its pixels have a format of its own", advice, advice);
    }
    if (name.startsWith("jdk.internal.net.http.")) {
      return new Hindrance(
          "it belongs to its process and its connection",
          "Send what you need of it, such as response.body().",
          "Return what you need of it, such as response.body().");
    }
    if (name.startsWith("java.util.concurrent.")) {
      return new Hindrance(
          "it coordinates the threads of one process", "Create it inside the body, or " + HEAP);
    }
    return new Hindrance(
        "it belongs to its process (it is not serializable)",
        "Create it inside the body, or send the data it is made from; %%threads shares the"
            + " notebook's heap.");
  }

  private static Hindrance ofUser(Object o) {
    String advice =
        "Create it inside the body, or send the data it is made from; %%threads shares the"
            + " notebook's heap.";
    Class<?> jdk = Travel.stateInJdk(o.getClass());
    if (jdk != null) {
      return new Hindrance(
          "its class extends " + jdk.getTypeName() + ", whose part of it belongs to its process",
          advice);
    }
    return new Hindrance(
        Travel.isNative(o.getClass())
            ? "its class works in C with what is not in its fields"
            : "its class does not let its fields be read from outside and does not implement"
                + " java.io.Serializable",
        advice);
  }
}
