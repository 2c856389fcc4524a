package org.jlanes.runtime.envelope;

import java.util.List;
import org.jlanes.runtime.engine.PrintedTrace;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Envelope.ShippedItem;
import org.jlanes.runtime.scope.CellOutput;

/// One message between a kernel and a worker. `run` numbers the runs of a kernel, 0 in frames that
/// belong to none. The kernel sends the [ToWorker] ones, the worker the [ToKernel] ones.
public sealed interface Frame {
  /// The run it belongs to, 0 for none.
  int run();

  /// Gives back what the frame holds outside the heap, where nobody is interested in it.
  default void discard() {}

  /// Sent by the kernel.
  sealed interface ToWorker extends Frame {}

  /// Sent by the worker.
  sealed interface ToKernel extends Frame {}

  /// First frame of a connection: proves that the worker is the one that was started.
  ///
  /// @param token what the worker was given when it was started
  /// @param nanos its `System.nanoTime`
  /// @param java its `java.version`
  record Hello(String token, long nanos, String java) implements ToKernel {
    @Override
    public int run() {
      return 0;
    }
  }

  /// Asks the worker for its clock.
  record Ping(int number) implements ToWorker {
    @Override
    public int run() {
      return 0;
    }
  }

  /// The worker's `System.nanoTime` when it read the ping.
  record Pong(int number, long nanos) implements ToKernel {
    @Override
    public int run() {
      return 0;
    }
  }

  /// Starts a run.
  record Open(int run, Envelope envelope) implements ToWorker {}

  /// The worker is ready for items.
  record Opened(int run) implements ToKernel {}

  /// The envelope could not be opened.
  record Refused(int run, Failure failure) implements ToKernel {
    @Override
    public void discard() {
      failure.discard();
    }
  }

  /// Items to run in this order.
  ///
  /// @param classes what was first met in them
  /// @param number of the variables; as in [Envelope.ShippedItem#needs]
  /// @param variables notebook variables that the items' code reads, as in [Envelope#state] but
  ///   without an entry; null if there are none
  record Items(
      int run, List<ShippedClass> classes, int number, Payload variables, List<ShippedItem> items)
      implements ToWorker {
    @Override
    public void discard() {
      if (variables != null) {
        variables.release();
      }
      items.forEach(item -> item.value().release());
    }
  }

  /// Plain items to run in this order, which need nothing beyond the body.
  ///
  /// @param values the items
  record PlainItems(int run, int[] indices, PlainColumn values) implements ToWorker {}

  /// Asks for items back that have not been started, the last ones first: another worker has
  /// nothing to do. Answered with [Returned], also if there are none.
  ///
  /// @param most how many at most
  record Return(int run, int most) implements ToWorker {}

  /// Items that this worker will not run.
  record Returned(int run, int[] indices) implements ToKernel {}

  /// Quick items have ended well, one after the other.
  ///
  /// @param started when the first of them began: worker's clock, nanoseconds
  /// @param begins how long after that each of them began
  /// @param nanos how long each took
  /// @param cpuNanos CPU time of the thread for all of them, -1 if unknown
  /// @param values the results
  record PlainResults(
      int run,
      int[] indices,
      long started,
      int[] begins,
      int[] nanos,
      long cpuNanos,
      PlainColumn values)
      implements ToKernel {}

  /// One item has ended.
  ///
  /// @param started worker's clock, nanoseconds
  /// @param ended worker's clock, nanoseconds
  /// @param cpuNanos CPU time of the thread, -1 if unknown
  /// @param value the result, or null if it failed
  /// @param failure how it failed, or null
  record Finished(
      int run,
      int index,
      int attempt,
      long started,
      long ended,
      long cpuNanos,
      Payload value,
      Failure failure)
      implements ToKernel {
    @Override
    public void discard() {
      if (value != null) {
        value.release();
      }
      if (failure != null) {
        failure.discard();
      }
    }
  }

  /// Asks for a class that the worker met by name only.
  record ClassRequest(int run, int number, String name) implements ToKernel {}

  /// The class with its class file, or null if the notebook has no such class.
  record ClassReply(int run, int number, ShippedClass found) implements ToWorker {}

  /// Asks how an exception that is printed in the run is to be written.
  record TraceRequest(int run, int number, PrintedTrace trace) implements ToKernel {}

  /// The lines to print, or null if the kernel knows nothing of the code.
  record TraceReply(int run, int number, List<String> lines) implements ToWorker {}

  /// The worker's heap is full for good: of the items that it has been sent it runs no more.
  record Spent(int run) implements ToKernel {}

  /// An item does not end, though the run was cancelled.
  ///
  /// @param where where it is, and what it waits for
  record Stuck(int run, int index, Failure where) implements ToKernel {}

  /// Bytes printed inside a run.
  record Output(int run, CellOutput.Stream stream, byte[] bytes) implements ToKernel {}

  /// A MIME bundle shown inside a run.
  ///
  /// @param bundle data and metadata maps, serialized as a list of two
  /// @param displayId the place, or null
  record Shown(int run, Payload bundle, String displayId, boolean update) implements ToKernel {}

  /// The output of the cell is to be cleared, at once or (`later`) when the next output comes.
  record Cleared(int run, boolean later) implements ToKernel {}

  /// Lets go of kept blocks of payloads.
  ///
  /// @param ids what they are kept under
  record Forget(List<Long> ids) implements ToWorker {
    @Override
    public int run() {
      return 0;
    }
  }

  /// Stops the items of a run.
  record Cancel(int run, String reason) implements ToWorker {}

  /// Stops one item of a run. It is answered with [Skipped] if it had not begun, else the item's
  /// [Finished] says how it ended; an item that has ended already is not stopped.
  ///
  /// @param running whether to stop it also if it runs already
  record Stop(int run, int index, boolean running, String reason) implements ToWorker {}

  /// An item was stopped before it began.
  record Skipped(int run, int index, String reason) implements ToKernel {}

  /// Ends a run; what its threads print later is still sent.
  ///
  /// @param keep whether the worker keeps the run's body as a setup, which it has run by that
  record Close(int run, boolean keep) implements ToWorker {}

  /// Memory that the kernel has shared was given back.
  ///
  /// @param region its identity
  record Freed(String region) implements ToWorker {
    @Override
    public int run() {
      return 0;
    }
  }

  /// What was thrown in a worker.
  ///
  /// @param type binary name of its class
  /// @param message its message, or null
  /// @param trace its frames
  /// @param exception the exception itself, or null where it cannot be serialized
  record Failure(String type, String message, StackTraceElement[] trace, Payload exception) {
    void discard() {
      if (exception != null) {
        exception.release();
      }
    }
  }
}
