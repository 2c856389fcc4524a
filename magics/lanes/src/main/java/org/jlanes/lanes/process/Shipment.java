package org.jlanes.lanes.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlanes.runtime.envelope.Envelope;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Envelope.ShippedJar;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.Hindrance;
import org.jlanes.runtime.envelope.ObjectReader;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.envelope.RemoteFailure;

/// What goes to the workers of one run and how what comes back is read. Safe for any thread.
///
/// @param closure the body with what it needs
/// @param lease the closure's state, without what workers have
/// @param jars the user's class path
/// @param loader defines the classes of results
/// @param woven the notebook's class files for workers
record Shipment(
    Closure closure, Lease lease, List<ShippedJar> jars, ClassLoader loader, WovenClasses woven) {
  /// The envelope for one worker.
  ///
  /// @param worker the caller owns what it knows
  /// @param announced names of the classes that this run has told the worker of; likewise
  /// @param setups what the worker must have run before
  Envelope envelope(
      WorkerProcess worker,
      Set<String> announced,
      int number,
      int workers,
      int cell,
      List<Envelope.Setup> setups) {
    List<ShippedClass> all = news(closure.classes(), worker.known(), announced);
    return new Envelope(all, jars, lease.payload(worker), number, workers, cell, setups);
  }

  /// Those of the classes that this run has not told the worker of; with bytes if the worker does
  /// not have them.
  List<ShippedClass> news(Map<String, byte[]> classes, Set<String> known, Set<String> announced) {
    List<ShippedClass> news = new ArrayList<>();
    classes.forEach((name, bytes) -> {
      if (announced.add(name)) {
        news.add(shipped(name, bytes, known));
      }
    });
    return news;
  }

  /// A class that a worker met by name only, or null.
  ShippedClass find(String name) {
    byte[] bytes = closure.find(name);
    return bytes == null ? null : complete(name, woven.digest(bytes), bytes);
  }

  private ShippedClass shipped(String name, byte[] bytes, Set<String> known) {
    String digest = woven.digest(bytes);
    return known.add(digest) ? complete(name, digest, bytes) : new ShippedClass(name, digest, null);
  }

  private ShippedClass complete(String name, String digest, byte[] bytes) {
    return new ShippedClass(name, digest, woven.woven(bytes), AttachedBytes.of(bytes));
  }

  /// A result.
  ///
  /// @throws IOException if it cannot be rebuilt here; the message says why
  Object value(Payload payload) throws IOException {
    try {
      return ObjectReader.read(payload, loader);
    } catch (ClassNotFoundException e) {
      throw new IOException(
          "the result is of class "
              + Hindrance.readable(e.getMessage())
              + ", which exists in the worker only",
          e);
    }
  }

  /// What was thrown in a worker: the exception itself, or a description of it.
  Throwable failure(Frame.Failure failure) {
    if (failure.exception() != null) {
      try {
        if (ObjectReader.read(failure.exception(), loader) instanceof Throwable t) {
          return t;
        }
      } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
        // Described below, with everything the worker said.
        RemoteFailure described = described(failure);
        described.addSuppressed(e);
        return described;
      }
    }
    return described(failure);
  }

  private static RemoteFailure described(Frame.Failure failure) {
    return new RemoteFailure(failure.type(), failure.message(), failure.trace());
  }
}
