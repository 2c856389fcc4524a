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
    drain();
    return status;
  }

  /// The time limit is for the process; its output follows soon.
  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    boolean ended = process.waitFor(timeout, unit);
    if (ended) {
      drain();
    }
    return ended;
  }

  private void drain() throws InterruptedException {
    for (StreamPump pump : pumps) {
      pump.drain();
    }
  }

  @Override
  public CompletableFuture<Process> onExit() {
    return process.onExit().thenCompose(_ -> drained());
  }

  /// Completed by a thread that belongs to no scope, like that which completes the JDK's own.
  private CompletableFuture<Process> drained() {
    CompletableFuture<Process> drained = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("drain-" + process.pid())
        .inheritInheritableThreadLocals(false)
        .start(() -> {
          try {
            drain();
            drained.complete(this);
          } catch (InterruptedException e) {
            drained.completeExceptionally(e);
          }
        });
    return drained;
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
