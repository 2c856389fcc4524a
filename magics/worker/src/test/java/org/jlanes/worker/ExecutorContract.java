package org.jlanes.worker;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jlanes.lanes.Lanes;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the tests of the executors share: each is run with one of the JDK's pools and with every
/// lane. Tasks may run in other processes, so they speak through files.
@Timeout(120)
abstract class ExecutorContract {
  @TempDir Path folder;

  enum Kind {
    JDK,
    THREADS,
    VIRTUAL,
    PROCESSES,
    SEQUENTIAL;

    ExecutorService of(int n) {
      Bench.useBuiltWorker();
      return switch (this) {
        case JDK -> Executors.newFixedThreadPool(n);
        case THREADS -> Lanes.threads(n);
        case VIRTUAL -> Lanes.virtual().limit(n);
        case PROCESSES -> Lanes.processes(n);
        case SEQUENTIAL -> Lanes.sequential();
      };
    }
  }

  interface Job<T> extends Callable<T>, Serializable {}

  interface Command extends Runnable, Serializable {}

  static <T> Job<T> job(Job<T> job) {
    return job;
  }

  static Command command(Command command) {
    return command;
  }

  static void touch(String folder, String name) {
    try {
      Files.createFile(Path.of(folder, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Marks that it has begun and how it ended; goes on when a file `go` is there.
  final Job<String> waiting(String name) {
    String there = folder.toString();
    return () -> {
      touch(there, name + "-began");
      try {
        while (!Files.exists(Path.of(there, "go"))) {
          Thread.sleep(5);
        }
      } catch (InterruptedException e) {
        touch(there, name + "-interrupted");
        throw e;
      }
      touch(there, name + "-ended");
      return name;
    };
  }

  /// Ends when as many tasks run at once.
  final Job<String> meeting(int index, int count) {
    String there = folder.toString();
    return () -> {
      Bench.meet(there, index, count);
      return "met";
    };
  }

  final boolean is(String name) {
    return Files.exists(folder.resolve(name));
  }

  final void await(String name) throws InterruptedException {
    Bench.await(name, () -> is(name));
  }

  final void go() {
    touch(folder.toString(), "go");
  }
}
