package org.jlanes.runtime.output;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process whose output is copied into a cell: who waits for its end finds the output there.
final class PumpedProcess extends Process {
  private final Process process;
  private final List<StreamPump> pumps;

  PumpedProcess(Process process, List<StreamPump> pumps) {
    this.process = process;
    this.pumps = pumps;
  }

  @Override
  public int waitFor() throws InterruptedException {
    int status = process.waitFor();
    for (StreamPump pump : pumps) {
      pump.drain();
    }
    return status;
  }

  /// The time limit is for the process; its output follows soon.
  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    boolean ended = process.waitFor(timeout, unit);
    if (ended) {
      for (StreamPump pump : pumps) {
        pump.drain();
      }
    }
    return ended;
  }

  @Override
  public CompletableFuture<Process> onExit() {
    CompletableFuture<?>[] streams =
        pumps.stream().map(StreamPump::ended).toArray(CompletableFuture[]::new);
    return process
        .onExit()
        .thenCompose(_ ->
            CompletableFuture.allOf(streams)
                .copy()
                .completeOnTimeout(null, StreamPump.SILENCE.toMillis(), TimeUnit.MILLISECONDS))
        .thenApply(_ -> this);
  }

  @Override
  public OutputStream getOutputStream() {
    return process.getOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return process.getInputStream();
  }

  @Override
  public InputStream getErrorStream() {
    return process.getErrorStream();
  }

  @Override
  public int exitValue() {
    return process.exitValue();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void destroy() {
    process.destroy();
  }

  @Override
  public Process destroyForcibly() {
    process.destroyForcibly();
    return this;
  }

  @Override
  public boolean supportsNormalTermination() {
    return process.supportsNormalTermination();
  }

  @Override
  public ProcessHandle toHandle() {
    return process.toHandle();
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public ProcessHandle.Info info() {
    return process.info();
  }

  @Override
  public Stream<ProcessHandle> children() {
    return process.children();
  }

  @Override
  public Stream<ProcessHandle> descendants() {
    return process.descendants();
  }

  @Override
  public String toString() {
    return process.toString();
  }
}
