package org.jlanes.worker;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.FrameChannel;
import org.jlanes.runtime.envelope.Outbox;
import org.jlanes.runtime.envelope.SharedRegion;
import org.jlanes.runtime.output.NativeStdio;
import org.jlanes.runtime.output.ScopedStreams;
import org.jlanes.runtime.output.Stamp;

/// The worker's side of the connection: reads frames and hands them to the run they belong to.
/// Owned by the main thread.
final class Worker {
  private final FrameChannel channel;
  private final Outbox outbox;
  private final ClassRequests requests;
  private final TraceRequests traces;
  private final Memory memory;
  private final Map<Integer, WorkerRun> runs = new HashMap<>();
  private final List<WorkerRun> ended = new ArrayList<>();

  Worker(FrameChannel channel) {
    this.channel = channel;
    // Nobody would ever learn of a result any more; the kernel sees the end and runs items again.
    this.outbox = new Outbox("worker-writer", channel, e -> Runtime.getRuntime().halt(1));
    this.requests = new ClassRequests(outbox);
    this.traces = new TraceRequests(outbox);
    this.memory = Memory.asking(requests, channel);
  }

  /// Says hello and serves until the kernel closes the connection.
  void serve(String token) throws IOException {
    outbox.post(
        new Frame.Hello(token, ProcessHandle.current().pid(), System.getProperty("java.version")));
    ScopedStreams.install(new RawOutput());
    NativeStdio.stampWith(() -> new NativeStdio.Stamping(Stamp.sharedBy(token), 1, 2));
    Thread.ofPlatform().daemon().name("worker-warm-up").start(CpuClock::now);
    try {
      while (true) {
        dispatch(channel.read());
      }
    } catch (EOFException e) {
      // The kernel has let this worker go, or has died.
    } finally {
      channel.close();
    }
  }

  private void dispatch(Frame frame) throws IOException {
    switch (frame) {
      case Frame.Ping f -> outbox.post(new Frame.Pong(f.number(), System.nanoTime()));
      case Frame.Open f -> {
        ended.removeIf(WorkerRun::forgotten);
        WorkerRun run = new WorkerRun(f, outbox, memory, traces.of(f.run()));
        runs.put(f.run(), run);
        run.start();
      }
      case Frame.Items f -> {
        WorkerRun run = runs.get(f.run());
        if (run != null) {
          run.add(f);
        } else {
          f.discard();
        }
      }
      case Frame.PlainItems f -> {
        memory.shown().willRun(f.indices().length);
        WorkerRun run = runs.get(f.run());
        if (run != null) {
          run.add(f);
        }
      }
      case Frame.Return f -> {
        WorkerRun run = runs.get(f.run());
        if (run != null) {
          run.giveBack(f.most());
        }
      }
      case Frame.Cancel f -> {
        WorkerRun run = runs.get(f.run());
        if (run != null) {
          run.cancel(f.reason());
        }
      }
      case Frame.Stop f -> {
        WorkerRun run = runs.get(f.run());
        if (run != null) {
          run.stop(f);
        }
      }
      case Frame.Close f -> {
        WorkerRun run = runs.remove(f.run());
        if (run != null) {
          run.close(f.keep());
          ended.add(run);
        }
      }
      case Frame.ClassReply f -> requests.answered(f);
      case Frame.Forget f -> memory.blocks().forget(f.ids());
      case Frame.TraceReply f -> traces.answered(f);
      case Frame.Freed f -> SharedRegion.freed(f.region());
      case Frame.ToKernel f ->
          throw new IOException("a frame for the kernel came to a worker: " + f.getClass());
    }
  }
}
