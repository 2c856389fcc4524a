package org.jlanes.lanes.process;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.system.Locales;

/// The state of a closure, whose large pieces are [Broadcasts]. Its monitor guards the counts; the
/// broadcasts are owned by the lock of [Broadcasts], which is taken first.
final class Lease {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

  /// A large piece.
  ///
  /// @param block the array whose content it is, -1 for bytes of the stream
  /// @param at where these bytes stand in the stream
  record Part(int block, int at, Broadcast broadcast) {}

  /// What was done with the pieces of one variable.
  private static final class Count {
    long bytes;
    int sent;
    int there;
  }

  private final Broadcasts broadcasts;
  private final Payload state;
  private final List<Part> parts;
  private final Map<String, Count> counts = new LinkedHashMap<>();

  /// What its run needs besides: those of the setups that its workers must have run.
  private final List<Lease> others = new ArrayList<>();

  private boolean released;

  Lease(Broadcasts broadcasts, Payload state, List<Part> parts) {
    this.broadcasts = broadcasts;
    // Workers that come later get what the first ones got.
    // What is no part of its own too: objects that go field by field stand before all pieces.
    Set<MemorySegment> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    parts.stream().filter(p -> p.block >= 0).forEach(p -> kept.add(state.blocks().get(p.block)));
    this.state = state.owned(block -> !kept.contains(block), LargeCopies::copy);
    this.parts = List.copyOf(parts);
  }

  /// One that only keeps pieces.
  private Lease(Broadcasts broadcasts, List<Part> parts) {
    this.broadcasts = broadcasts;
    this.state = null;
    this.parts = parts;
  }

  /// The state for a worker: without what the worker has.
  Payload payload(WorkerProcess worker) {
    if (parts.isEmpty()) {
      return state;
    }
    synchronized (broadcasts) {
      List<MemorySegment> blocks = new ArrayList<>(state.blocks());
      List<Payload.Kept> kept = new ArrayList<>();
      Map<String, Boolean> sent = new LinkedHashMap<>();
      for (Part part : parts) {
        Broadcast broadcast = part.broadcast;
        boolean news = broadcast.give(worker);
        String path = news ? broadcast.copy.path() : null;
        int block = part.block;
        if (block < 0) {
          block = blocks.size();
          blocks.add(NOTHING);
        }
        blocks.set(block, news && path == null ? broadcast.copy.content() : NOTHING);
        kept.add(new Payload.Kept(block, part.at, broadcast.id, broadcast.size(), path));
        sent.merge(label(broadcast), news, Boolean::logicalOr);
      }
      sent.forEach(this::count);
      return new Payload(stream(), blocks, null, kept);
    }
  }

  private static String label(Broadcast broadcast) {
    return broadcast.variable == null
        ? "what the body captures"
        : "`" + broadcast.variable.label() + "`";
  }

  private synchronized void count(String label, boolean news) {
    Count count = counts.computeIfAbsent(label, l -> new Count());
    count.bytes =
        parts.stream()
            .map(Part::broadcast)
            .filter(b -> label(b).equals(label))
            .mapToLong(Broadcast::size)
            .sum();
    count.sent += news ? 1 : 0;
    count.there += news ? 0 : 1;
  }

  /// The stream without the pieces that are kept.
  private byte[] stream() {
    List<Part> inStream = new ArrayList<>(parts.stream().filter(p -> p.block < 0).toList());
    inStream.sort(Comparator.comparingInt(Part::at));
    byte[] whole = state.stream();
    long left = whole.length - inStream.stream().mapToLong(p -> p.broadcast.size()).sum();
    if (left == whole.length) {
      return whole;
    }
    byte[] rest = new byte[(int) left];
    int from = 0;
    int to = 0;
    for (Part part : inStream) {
      System.arraycopy(whole, from, rest, to, part.at - from);
      to += part.at - from;
      from = part.at + (int) part.broadcast.size();
    }
    System.arraycopy(whole, from, rest, to, whole.length - from);
    return rest;
  }

  /// Takes back that a worker has been sent this.
  void forget(WorkerProcess worker) {
    synchronized (broadcasts) {
      parts.forEach(part -> part.broadcast.holders.remove(worker));
    }
  }

  /// What was sent to workers and what they had already, for the report.
  synchronized List<String> notes() {
    List<String> notes = new ArrayList<>();
    counts.forEach((label, count) -> {
      String size = String.format(Locales.NONE, " (%,.1f MB) ", count.bytes / 1e6);
      String there = workers(count.there);
      notes.add(
          label
              + size
              + (count.sent == 0
                  ? "was in " + there + " already and was not sent"
                  : "was sent to "
                      + workers(count.sent)
                      + ", for later runs too"
                      + (count.there == 0 ? "" : "; " + there + " had it already")));
    });
    return notes;
  }

  private static String workers(int n) {
    return n == 1 ? "1 worker" : n + " workers";
  }

  /// Another one of the same pieces, which stay until both are released; good for nothing else. Not
  /// to be called when it has been released itself.
  Lease share() {
    synchronized (broadcasts) {
      parts.forEach(part -> part.broadcast.leases++);
      return new Lease(broadcasts, parts);
    }
  }

  /// Releases others together with this one, unless [#releaseOthers] does it before.
  synchronized void adopt(List<Lease> more) {
    others.addAll(more);
  }

  /// The run is over; this may stay.
  void releaseOthers() {
    List<Lease> over;
    synchronized (this) {
      over = List.copyOf(others);
      others.clear();
    }
    over.forEach(Lease::release);
  }

  /// Says that this is not needed any more. May be called more than once.
  void release() {
    synchronized (this) {
      if (released) {
        return;
      }
      released = true;
    }
    broadcasts.release(parts);
    releaseOthers();
  }
}
