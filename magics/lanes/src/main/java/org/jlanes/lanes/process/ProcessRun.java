package org.jlanes.lanes.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.run.Backend;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.Scope;

/// One run over items in worker processes. Everything mutable is guarded by this object's lock;
/// outcomes are told, frames written and values serialized outside it.
final class ProcessRun<T, R> implements Backend.Run<T, R>, WorkerProcess.Listener {
  /// Workers that one item may cost before it fails, unless the option `deaths` says otherwise.
  private static final int DEATHS = 3;

  /// How long a cancelled item may take to notice before its worker is killed.
  private static final Duration GRACE = Duration.ofMillis(1500);

  private final int id;
  private final Shipment shipment;
  private final Scope scope;
  private final WorkerPool pool;
  private final boolean eachWorker;
  private final int deaths;
  private final Pace pace;
  private final List<Slot<T, R>> slots = new ArrayList<>();
  private final Deque<Flight<T, R>> pending = new ArrayDeque<>();
  private final List<String> notes = new ArrayList<>();
  private long prepareNanos;
  private Throwable refusal;
  private String cancelled;
  private boolean closed;

  ProcessRun(int id, Shipment shipment, RunOptions options, Scope scope, WorkerPool pool) {
    this.id = id;
    this.shipment = shipment;
    this.scope = scope;
    this.pool = pool;
    this.eachWorker = options.eachWorker();
    String given = options.more().get("deaths");
    this.deaths = given == null ? DEATHS : Integer.parseInt(given);
    this.pace = new Pace(options.chunk());
    for (String name : shipment.closure().assigned()) {
      notes.add(
          "`"
              + name
              + "` is assigned in the body: that stays in the worker process, the notebook's"
              + " variable does not change. Return the value instead.");
    }
  }

  /// Sends the envelope to the workers and waits until they have opened it.
  void start(List<WorkerProcess> workers, long begun) throws LaneException, InterruptedException {
    synchronized (this) {
      for (int i = 0; i < workers.size(); i++) {
        slots.add(new Slot<>(i, workers.get(i)));
      }
    }
    slots.forEach(this::open);
    boolean opened = false;
    try {
      synchronized (this) {
        while (refusal == null && slots.stream().anyMatch(s -> waiting(s))) {
          wait();
        }
        if (refusal == null && slots.stream().noneMatch(s -> s.state == Slot.State.READY)) {
          refusal = new LaneException("no worker process stays alive: " + String.join("; ", notes));
        }
        if (refusal != null) {
          throw new LaneException(
              "the body could not be prepared in a worker process: " + refusal, refusal);
        }
        prepareNanos = System.nanoTime() - begun;
        opened = true;
      }
    } finally {
      if (!opened) {
        cancel("the run did not begin");
        close();
      }
    }
  }

  private static boolean waiting(Slot<?, ?> slot) {
    return slot.state == Slot.State.OPENING || slot.state == Slot.State.RESTARTING;
  }

  private void open(Slot<T, R> slot) {
    Frame.Open open;
    WorkerProcess worker;
    synchronized (this) {
      worker = slot.worker;
      slot.announced.clear();
      open =
          new Frame.Open(
              id,
              shipment.envelope(
                  worker.known(), slot.announced, slot.number, slots.size(), scope.cell()));
    }
    worker.lease(id, this, scope.output());
    try {
      worker.send(open, null);
    } catch (IOException e) {
      synchronized (this) {
        refusal = new LaneException("the captured variables are too large: " + e.getMessage(), e);
        slot.state = Slot.State.READY;
        notifyAll();
      }
    }
  }

  @Override
  public synchronized int workers() {
    return slots.size();
  }

  @Override
  public synchronized int window() {
    return eachWorker ? slots.size() : slots.size() * Math.max(4, 2 * pace.depth());
  }

  @Override
  public synchronized long prepareNanos() {
    return prepareNanos;
  }

  @Override
  public synchronized List<Backend.Running> running() {
    List<Backend.Running> running = new ArrayList<>();
    for (Slot<T, R> slot : slots) {
      Flight<T, R> first = slot.sent.peekFirst();
      if (first != null && first.shipped != 0) {
        // A worker runs what it was sent in order: since the item before has ended.
        long since = Math.max(first.shipped, slot.free);
        running.add(new Backend.Running(name(slot), first.index, since));
      }
    }
    return running;
  }

  private static String name(Slot<?, ?> slot) {
    return slot.label() + " (pid " + slot.worker.pid() + ")";
  }

  @Override
  public synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public void submit(int index, T item, int attempt, Consumer<Outcome<R>> done) {
    Flight<T, R> flight = new Flight<>(index, item, attempt, done);
    List<Slot<T, R>> free;
    Throwable failure;
    synchronized (this) {
      failure = hopeless();
      if (failure == null) {
        (eachWorker ? slots.get(index % slots.size()).own : pending).add(flight);
      }
      free = new ArrayList<>(slots);
    }
    if (failure != null) {
      fail(flight, failure, "");
      return;
    }
    // The worker with the least to do first.
    free.sort((a, b) -> Integer.compare(a.sent.size(), b.sent.size()));
    free.forEach(this::pump);
  }

  /// Why an item cannot run at all, or null.
  private Throwable hopeless() {
    if (cancelled != null) {
      return new CancelledError(cancelled);
    }
    if (slots.stream().allMatch(s -> s.state == Slot.State.EMPTY)) {
      return new LaneException("no worker process stays alive: " + String.join("; ", notes));
    }
    return null;
  }

  /// Sends to a worker what it has room for.
  private void pump(Slot<T, R> slot) {
    while (true) {
      List<Flight<T, R>> batch = new ArrayList<>();
      WorkerProcess worker;
      synchronized (this) {
        if (slot.sending || slot.state != Slot.State.READY || cancelled != null) {
          return;
        }
        Deque<Flight<T, R>> from = eachWorker ? slot.own : pending;
        int n = pace.batch(slot.sent.size(), from.size(), slots.size());
        for (int i = 0; i < n; i++) {
          batch.add(from.poll());
        }
        if (batch.isEmpty()) {
          return;
        }
        slot.sending = true;
        slot.sent.addAll(batch);
        worker = slot.worker;
      }
      try {
        send(slot, worker, batch);
      } finally {
        synchronized (this) {
          slot.sending = false;
          notifyAll();
        }
      }
    }
  }

  private void send(Slot<T, R> slot, WorkerProcess worker, List<Flight<T, R>> batch) {
    Parcel<T, R> parcel = new Parcel<>();
    for (Flight<T, R> flight : batch) {
      try {
        Closure.Item item = shipment.closure().item(flight.item);
        synchronized (this) {
          parcel.classes.addAll(shipment.news(item.classes(), worker.known(), slot.announced));
        }
        if (item.variables() != null || parcel.size + item.value().size() > Parcel.FULL) {
          post(slot, worker, parcel);
          parcel = new Parcel<>(parcel.classes, item.variables());
        }
        parcel.add(flight, item.value());
      } catch (LaneException e) {
        if (take(slot, flight.index) != null) {
          fail(flight, e, slot.label());
        }
      }
    }
    post(slot, worker, parcel);
  }

  private void post(Slot<T, R> slot, WorkerProcess worker, Parcel<T, R> parcel) {
    if (parcel.flights.isEmpty()) {
      return;
    }
    try {
      worker.send(parcel.frame(id), parcel::shipped);
      parcel.classes.clear();
    } catch (IOException e) {
      for (Flight<T, R> flight : parcel.flights) {
        if (take(slot, flight.index) != null) {
          fail(flight, e, slot.label());
        }
      }
    }
  }

  private synchronized Flight<T, R> take(Slot<T, R> slot, int index) {
    for (Flight<T, R> flight : slot.sent) {
      if (flight.index == index) {
        slot.sent.remove(flight);
        notifyAll();
        return flight;
      }
    }
    return null;
  }

  @Override
  public void received(WorkerProcess worker, Frame.ToKernel frame) {
    Slot<T, R> slot = slotOf(worker);
    if (frame.run() != id || slot == null) {
      return;
    }
    switch (frame) {
      case Frame.Opened f -> {
        synchronized (this) {
          if (slot.state == Slot.State.OPENING) {
            slot.state = Slot.State.READY;
          }
          notifyAll();
        }
        pump(slot);
      }
      case Frame.Refused f -> {
        synchronized (this) {
          refusal = shipment.failure(f.failure());
          slot.state = Slot.State.READY;
          notifyAll();
        }
      }
      case Frame.Finished f -> finished(slot, worker, f);
      case Frame.ClassRequest f -> answer(worker, f);
      default -> throw new IllegalStateException("unexpected frame " + frame.getClass());
    }
  }

  private void answer(WorkerProcess worker, Frame.ClassRequest request) {
    try {
      byte[] bytes = shipment.find(request.name());
      worker.send(new Frame.ClassReply(id, request.number(), bytes), null);
    } catch (IOException e) {
      throw new IllegalStateException("no class file is that large", e);
    }
  }

  private synchronized Slot<T, R> slotOf(WorkerProcess worker) {
    return slots.stream().filter(s -> s.worker == worker).findFirst().orElse(null);
  }

  private void finished(Slot<T, R> slot, WorkerProcess worker, Frame.Finished f) {
    Flight<T, R> flight = take(slot, f.index());
    if (flight == null) {
      if (f.value() != null) {
        f.value().release();
      }
      return;
    }
    synchronized (this) {
      pace.measured(f.ended() - f.started());
      slot.fruitlessDeaths = 0;
      slot.free = worker.toOurClock(f.ended());
    }
    // The worker first: it can compute while the result is read.
    pump(slot);
    Throwable failure = null;
    R value = null;
    try {
      if (f.failure() != null) {
        failure = shipment.failure(f.failure());
      } else {
        value = value(f);
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      failure = e;
    }
    if (failure != null) {
      failure = orCancelled(failure);
      remark(flight, failure);
    }
    long started = worker.toOurClock(f.started());
    long shipped = flight.shipped == 0 ? started : Math.min(flight.shipped, started);
    ItemTiming timing =
        new ItemTiming(
            flight.queued,
            Math.max(shipped, flight.queued),
            started,
            worker.toOurClock(f.ended()),
            System.nanoTime(),
            f.cpuNanos());
    String who = slot.label() + " (pid " + worker.pid() + ")";
    flight.done.accept(new Outcome<>(flight.index, value, failure, who, flight.attempts(), timing));
  }

  private synchronized void remark(Flight<T, R> flight, Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      notes.add(
          "item "
              + flight.index
              + " needed more heap than a worker has; give the workers more with --memory");
    }
  }

  /// An item that fails after the run was cancelled fails because of that, whatever it threw.
  private synchronized Throwable orCancelled(Throwable failure) {
    if (cancelled == null || failure instanceof CancelledError) {
      return failure;
    }
    CancelledError error = new CancelledError(cancelled);
    error.initCause(failure);
    return error;
  }

  @SuppressWarnings("unchecked") // the task's result type
  private R value(Frame.Finished f) throws IOException {
    return (R) shipment.value(f.value());
  }

  @Override
  public void died(WorkerProcess worker) {
    String how = worker.death();
    Slot<T, R> slot = slotOf(worker);
    if (slot == null) {
      return;
    }
    List<Flight<T, R>> lost = new ArrayList<>();
    Throwable failure = null;
    boolean restart;
    synchronized (this) {
      awaitSender(slot);
      Deque<Flight<T, R>> back = eachWorker ? slot.own : pending;
      String name = slot.label() + " (pid " + worker.pid() + ")";
      Flight<T, R> running = slot.sent.peek();
      if (cancelled != null || closed) {
        lost.addAll(slot.sent);
        failure = new CancelledError(cancelled == null ? "the run has ended" : cancelled);
      } else if (running != null && ++running.deaths >= deaths) {
        running.givenUp = true;
        lost.add(slot.sent.poll());
        failure = new WorkerDied(name, how, deaths);
        notes.add(name + " " + how + " while it ran item " + running.index);
      } else if (running != null) {
        notes.add(name + " " + how + "; item " + running.index + ", which it ran, was run again");
      } else {
        notes.add(name + " " + how);
      }
      if (cancelled == null && !closed) {
        while (!slot.sent.isEmpty()) {
          back.addFirst(slot.sent.pollLast());
        }
      }
      slot.sent.clear();
      slot.fruitlessDeaths++;
      restart = cancelled == null && !closed && slot.fruitlessDeaths <= DEATHS + 1;
      slot.state = restart ? Slot.State.RESTARTING : Slot.State.EMPTY;
      notifyAll();
    }
    worker.close();
    for (Flight<T, R> flight : lost) {
      fail(flight, failure, slot.label());
    }
    // Others may be free for what it leaves.
    slots.forEach(this::pump);
    if (restart) {
      Thread.ofPlatform()
          .name("worker-restart")
          .daemon()
          .inheritInheritableThreadLocals(false)
          .start(() -> restart(slot));
    } else {
      abandon(slot);
    }
  }

  /// Waits for a thread that is handing frames to the worker; it does not take long.
  private void awaitSender(Slot<T, R> slot) {
    boolean interrupted = false;
    while (slot.sending) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void restart(Slot<T, R> slot) {
    try {
      WorkerProcess fresh = pool.take(1).getFirst();
      boolean wanted;
      synchronized (this) {
        wanted = cancelled == null && !closed;
        slot.worker = fresh;
        slot.state = wanted ? Slot.State.OPENING : Slot.State.EMPTY;
        notifyAll();
      }
      if (wanted) {
        open(slot);
      } else {
        pool.giveBack(fresh);
      }
    } catch (LaneException | InterruptedException e) {
      synchronized (this) {
        notes.add(slot.label() + " could not be replaced: " + e.getMessage());
        slot.state = Slot.State.EMPTY;
        notifyAll();
      }
      abandon(slot);
    }
  }

  /// Fails what waits for a worker that will not come.
  private void abandon(Slot<T, R> slot) {
    List<Flight<T, R>> lost = new ArrayList<>();
    Throwable failure;
    synchronized (this) {
      lost.addAll(slot.own);
      slot.own.clear();
      failure = hopeless();
      if (failure != null) {
        lost.addAll(pending);
        pending.clear();
      } else if (!lost.isEmpty()) {
        failure = new LaneException(slot.label() + " does not stay alive");
      }
    }
    for (Flight<T, R> flight : lost) {
      fail(flight, failure, slot.label());
    }
  }

  private void fail(Flight<T, R> flight, Throwable failure, String who) {
    long now = System.nanoTime();
    ItemTiming timing = new ItemTiming(flight.queued, now, now, now, now, -1);
    flight.done.accept(new Outcome<>(flight.index, null, failure, who, flight.attempts(), timing));
  }

  @Override
  public void cancel(String reason) {
    List<Flight<T, R>> waiting = new ArrayList<>();
    List<WorkerProcess> busy = new ArrayList<>();
    boolean first;
    synchronized (this) {
      first = cancelled == null;
      if (first) {
        cancelled = reason;
        waiting.addAll(pending);
        pending.clear();
        for (Slot<T, R> slot : slots) {
          waiting.addAll(slot.own);
          slot.own.clear();
        }
      }
      for (Slot<T, R> slot : slots) {
        boolean opening = slot.state == Slot.State.OPENING;
        if (!slot.sent.isEmpty() || opening) {
          busy.add(slot.worker);
        }
      }
      notifyAll();
    }
    for (Flight<T, R> flight : waiting) {
      fail(flight, new CancelledError(reason), "");
    }
    if (!first) {
      busy.forEach(WorkerProcess::kill);
    } else if (!busy.isEmpty()) {
      busy.forEach(worker -> stop(worker, reason));
      Thread.ofPlatform()
          .name("worker-watch")
          .daemon()
          .inheritInheritableThreadLocals(false)
          .start(this::killWhatDoesNotStop);
    }
  }

  private void stop(WorkerProcess worker, String reason) {
    try {
      worker.send(new Frame.Cancel(id, reason), null);
    } catch (IOException e) {
      throw new IllegalStateException("a short frame", e);
    }
  }

  private void killWhatDoesNotStop() {
    long deadline = System.nanoTime() + GRACE.toNanos();
    List<WorkerProcess> deaf = new ArrayList<>();
    synchronized (this) {
      try {
        for (long left = GRACE.toMillis(); left > 0 && busy(); left = millisUntil(deadline)) {
          wait(left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      for (Slot<T, R> slot : slots) {
        if (!slot.sent.isEmpty() || slot.state == Slot.State.OPENING) {
          deaf.add(slot.worker);
        }
      }
    }
    deaf.forEach(WorkerProcess::kill);
  }

  private static long millisUntil(long deadline) {
    return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
  }

  /// Whether a worker has something to do.
  private boolean busy() {
    return slots.stream()
        .anyMatch(s -> !s.sent.isEmpty() || s.sending || s.state == Slot.State.OPENING);
  }

  @Override
  public void close() {
    boolean interrupted = false;
    synchronized (this) {
      if (closed) {
        return;
      }
      while (busy()) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      closed = true;
    }
    // The pool hands out first what came back last: the next run gets them in the same order.
    for (Slot<T, R> slot : slots.reversed()) {
      WorkerProcess worker;
      synchronized (this) {
        worker = slot.state == Slot.State.READY ? slot.worker : null;
        slot.state = Slot.State.EMPTY;
      }
      if (worker != null) {
        try {
          worker.send(new Frame.Close(id), null);
        } catch (IOException e) {
          throw new IllegalStateException("a short frame", e);
        }
        pool.giveBack(worker);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
