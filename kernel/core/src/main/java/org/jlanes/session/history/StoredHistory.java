package org.jlanes.session.history;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The history in files. One thread of its own does all that touches the disk, in the order in
/// which it was asked for, so that a query sees what was recorded before it. Where the disk fails
/// (read-only, full, filled up by this session) that is said once in the log, and this session goes
/// on in memory.
///
/// All fields but the thread and the number of the last entry are used by that thread alone; the
/// methods may be called by any.
final class StoredHistory implements History {
  private static final System.Logger LOG = System.getLogger(StoredHistory.class.getName());

  /// A disk that takes longer (of a network that is gone) fails the query, not the kernel.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration CLOSE_PATIENCE = Duration.ofMillis(300);

  /// Records that may wait for a disk that has stopped to answer.
  private static final int MOST_WAITING = 1_000;

  private final SessionFiles files;
  private final Cells unsaved = new Cells();
  private final ThreadPoolExecutor thread;
  private final AtomicInteger last = new AtomicInteger();
  private SessionFile own;
  private boolean failed;

  StoredHistory(SessionFiles files) {
    this.files = files;
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> Thread.ofPlatform().name("jlanes-history").daemon().unstarted(task));
    // Not at the first cell: the thread would inherit that cell's scope.
    thread.prestartCoreThread();
  }

  @Override
  public int input(int line, String input) {
    int entry = last.incrementAndGet();
    later(() -> {
      if (!saved(() -> EntryLines.input(entry, line, input))) {
        unsaved.input(number(), line, input, entry);
      }
    });
    return entry;
  }

  @Override
  public void output(int entry, String output) {
    String kept = EntryLines.shortened(output);
    later(() -> {
      if (!saved(() -> EntryLines.output(entry, kept))) {
        unsaved.output(entry, kept);
      }
    });
  }

  private void later(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.WARNING, "a cell is missing in the history: its disk does not answer", e);
    }
  }

  private boolean saved(Supplier<byte[]> line) {
    if (failed) {
      return false;
    }
    try {
      if (own == null) {
        own = files.create();
      }
      own.append(line.get());
      return true;
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      failed = true;
      LOG.log(
          Level.WARNING,
          () ->
              "the history is kept in memory from now on, because it cannot be written to "
                  + files.folder()
                  + ": "
                  + e
                  + ". Make the folder writable, or set JLANES_HISTORY to another one or to off");
      return false;
    }
  }

  /// The number of this session, or, where it has no file, the one that it would have.
  private int number() {
    if (own != null) {
      return own.number();
    }
    return unsaved.entries().isEmpty() ? newest() + 1 : unsaved.entries().getFirst().session();
  }

  private int newest() {
    return numbers().stream().findFirst().orElse(0);
  }

  @Override
  public List<Entry> tail(int n) throws IOException {
    return answer(() -> pick(Newest.any(n)));
  }

  @Override
  public List<Entry> search(String glob, int n, boolean unique) throws IOException {
    return answer(() -> pick(Newest.matching(glob, n, unique)));
  }

  @Override
  public List<Entry> range(int session, int start, int stop) throws IOException {
    return answer(
        () -> session(session).stream().filter(e -> start <= e.line() && e.line() < stop).toList());
  }

  private List<Entry> pick(Newest newest) {
    for (int number : numbersWithThis()) {
      if (newest.isFull()) {
        break;
      }
      newest.add(entries(number));
    }
    return newest.entries();
  }

  private List<Entry> session(int session) {
    if (session > 0) {
      return entries(session);
    }
    List<Integer> all = numbersWithThis();
    int self = number();
    if (session == 0) {
      return entries(self);
    }
    return all.stream()
        .filter(number -> number < self)
        .skip(-(long) session - 1)
        .findFirst()
        .map(this::entries)
        .orElse(List.of());
  }

  private List<Integer> numbersWithThis() {
    List<Integer> kept = numbers();
    int self = number();
    if (kept.contains(self)) {
      return kept;
    }
    return Stream.concat(Stream.of(self), kept.stream()).sorted(Comparator.reverseOrder()).toList();
  }

  private List<Integer> numbers() {
    try {
      return files.numbers();
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> "earlier sessions cannot be read in " + files.folder(), e);
      return List.of();
    }
  }

  private List<Entry> entries(int number) {
    if (number != number()) {
      return files.read(number);
    }
    return Stream.concat(saved().stream(), unsaved.entries().stream()).toList();
  }

  private List<Entry> saved() {
    if (own == null) {
      return List.of();
    }
    try {
      return own.read();
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> "the history in " + own.path() + " cannot be read", e);
      return List.of();
    }
  }

  private <T> T answer(Callable<T> query) throws IOException {
    Future<T> answer;
    try {
      answer = thread.submit(query);
    } catch (RejectedExecutionException e) {
      throw new IOException("the history cannot be read: its disk does not answer", e);
    }
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(false);
      throw new IOException(
          "the history in " + files.folder() + " could not be read within " + PATIENCE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading the history");
    } catch (ExecutionException e) {
      throw new IOException("the history could not be read", e.getCause());
    }
  }

  @Override
  public void close() {
    later(this::closeFile);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.WARNING, "the end of the history may be missing: its disk does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeFile() {
    try {
      if (own != null) {
        own.close();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> "closing " + own.path(), e);
    }
  }
}
