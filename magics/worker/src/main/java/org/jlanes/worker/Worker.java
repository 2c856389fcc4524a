package org.jlanes.worker;

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

/// The worker's side of the connection: hands what comes to the run it belongs to. Owned by the
/// thread whose turn it is to read.
final class Worker {
  private final FrameChannel channel;
  private final Outbox outbox;
  private final ClassRequests requests;
  private final TraceRequests traces;
  private final Memory memory;
  private final Reading reading;
  private final Map<Integer, WorkerRun> runs = new HashMap<>();
  private final List<WorkerRun> ended = new ArrayList<>();

  /// The run that was opened last, or null.
  private WorkerRun newest;

  /// What got the last frame, or null.
  private WorkerRun latest;

  Worker(FrameChannel channel) {
    this.channel = channel;
    // Nobody would ever learn of a result any more; the kernel sees the end and runs items again.
    this.outbox = new Outbox("worker-writer", channel, e -> Runtime.getRuntime().halt(1));
    this.reading = new Reading(channel, this::dispatch);
    this.requests = new ClassRequests(outbox, reading);
    this.traces = new TraceRequests(outbox, reading);
    this.memory = Memory.asking(requests, channel);
  }

  /// Says hello and serves until the kernel closes the connection.
  void serve(String token) throws IOException {
    outbox.post(new Frame.Hello(token, System.nanoTime(), System.getProperty("java.version")));
    ScopedStreams.install(new RawOutput());
    NativeStdio.stampWith(() -> new NativeStdio.Stamping(Stamp.sharedBy(token), 1, 2));
    try {
      reading.serve(() -> latest != null && latest.wakes());
    } finally {
      channel.close();
    }
  }

  /// Not by a pattern switch, which would make a class at its first use: that costs a starting
  /// worker milliseconds.
  private void dispatch(Frame frame) throws IOException {
    if (frame instanceof Frame.PlainItems f) {
      memory.shown().willRun(f.indices().length);
    }
    WorkerRun run = runs.get(frame.run());
    latest = run;
    if (frame instanceof Frame.Ping f) {
      outbox.post(new Frame.Pong(f.number(), System.nanoTime()));
    } else if (frame instanceof Frame.Open f) {
      open(f);
    } else if (frame instanceof Frame.Freed f) {
      SharedRegion.freed(f.region());
    } else if (frame instanceof Frame.Forget f) {
      memory.blocks().forget(f.ids());
    } else if (frame instanceof Frame.ClassReply f) {
      requests.answered(f);
    } else if (frame instanceof Frame.TraceReply f) {
      traces.answered(f);
    } else if (frame instanceof Frame.ToKernel) {
      throw new IOException("a frame for the kernel came to a worker: " + frame.getClass());
    } else if (run == null) {
      frame.discard();
    } else if (frame instanceof Frame.PlainItems f) {
      run.add(f);
    } else if (frame instanceof Frame.Items f) {
      run.add(f);
    } else if (frame instanceof Frame.Return f) {
      run.giveBack(f.most());
    } else if (frame instanceof Frame.Cancel f) {
      run.cancel(f.reason());
    } else if (frame instanceof Frame.Stop f) {
      run.stop(f);
    } else if (frame instanceof Frame.Close f) {
      runs.remove(f.run());
      run.close(f.keep());
      ended.add(run);
    } else {
      throw new IOException("a frame that no worker knows: " + frame.getClass());
    }
  }

  private void open(Frame.Open frame) {
    ended.removeIf(WorkerRun::forgotten);
    WorkerRun run = new WorkerRun(frame, outbox, memory, traces.of(frame.run()), reading);
    runs.put(frame.run(), run);
    run.start(newest);
    newest = run;
  }
}
