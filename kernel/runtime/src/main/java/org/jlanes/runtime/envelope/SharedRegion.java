package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Memory that several processes have mapped at once: made by one of them, opened by others from
/// the [Ticket] that stands for it in object streams. Each process has one object for it, found by
/// its identity in a table of the process.
///
/// The memory goes when its maker closes it or lets go of it, which workers are told ([#onFree]),
/// and when the maker ends, in whatever way: its file has no name ([NamelessFile]). Until then
/// workers keep it mapped, for the next run that reads it. Any thread.
public final class SharedRegion {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final Map<String, WeakReference<SharedRegion>> KNOWN = new ConcurrentHashMap<>();

  /// Those that others have made: they stay for as long as their makers keep them.
  private static final Map<String, SharedRegion> OPENED = new ConcurrentHashMap<>();

  private static final Set<Consumer<String>> TOLD = ConcurrentHashMap.newKeySet();
  private static final int IDENTITY = 32;
  private static final Duration FREEING = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(10);

  /// Says in an object stream which memory is meant.
  ///
  /// @param id what the file begins with: paths in `/proc` are used again
  /// @param path where it can be opened
  record Ticket(String id, String path) implements Serializable {
    SharedRegion region() throws IOException {
      return SharedRegion.of(this);
    }
  }

  /// What has to be given back. Knows nothing of the region.
  private static final class Mapping implements Runnable {
    final String id;
    final Arena arena;
    final NamelessFile file;
    final AtomicBoolean closed = new AtomicBoolean();
    WeakReference<SharedRegion> entry;

    Mapping(String id, Arena arena, NamelessFile file) {
      this.id = id;
      this.arena = arena;
      this.file = file;
    }

    @Override
    public void run() {
      if (!closed.getAndSet(true)) {
        try {
          arena.close();
        } finally {
          KNOWN.remove(id, entry);
          OPENED.remove(id);
          if (file != null) {
            file.close();
            TOLD.forEach(each -> each.accept(id));
          }
        }
      }
    }
  }

  private final Ticket ticket;
  private final Mapping mapping;
  private final MemorySegment memory;
  private final Cleaner.Cleanable cleanable;
  private final AtomicInteger users = new AtomicInteger();

  private SharedRegion(Ticket ticket, Mapping mapping, MemorySegment whole) {
    this.ticket = ticket;
    this.mapping = mapping;
    this.memory = whole.asSlice(MappedFile.HEADER);
    mapping.entry = new WeakReference<>(this);
    KNOWN.put(ticket.id, mapping.entry);
    this.cleanable = CLEANER.register(this, mapping);
  }

  /// Makes a region.
  ///
  /// @param content what is copied into its beginning
  /// @param size in bytes; what is left is zero
  /// @throws IOException if there is no shared memory, or no room in it; the message says how much
  @SuppressWarnings("MustBeClosedChecker") // Mapping closes it
  public static SharedRegion create(MemorySegment content, long size) throws IOException {
    byte[] random = new byte[IDENTITY / 2];
    new SecureRandom().nextBytes(random);
    String id = HexFormat.of().formatHex(random);
    makeRoom(MappedFile.HEADER + size);
    NamelessFile file = NamelessFile.create(id, MappedFile.HEADER + size);
    Arena arena = Arena.ofShared();
    boolean complete = false;
    try {
      MappedFile.fill(file.channel(), id.getBytes(StandardCharsets.US_ASCII), content, size);
      MemorySegment whole = MappedFile.map(file.channel(), arena);
      complete = true;
      Mapping mapping = new Mapping(id, arena, file);
      return new SharedRegion(new Ticket(id, file.path().toString()), mapping, whole);
    } catch (IOException e) {
      throw NamelessFile.noRoom(MappedFile.HEADER + size, e);
    } finally {
      if (!complete) {
        arena.close();
        file.close();
      }
    }
  }

  /// Where room is short, gives back what waits to be used again, has the collector free what
  /// nothing refers to any more (it does not know of shared memory, and need not run for long), and
  /// waits for workers to let go of what was closed a moment ago. The system tells nobody when a
  /// file is freed.
  private static void makeRoom(long size) throws IOException {
    long end = System.nanoTime() + FREEING.toNanos();
    for (int round = 0; !NamelessFile.fits(size) && System.nanoTime() < end; round++) {
      if (round == 0) {
        SharedBlocks.giveBackAll();
        System.gc();
      }
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ClosedByInterruptException();
      }
    }
  }

  /// The region of a ticket, as this process has it.
  private static SharedRegion of(Ticket ticket) throws IOException {
    synchronized (KNOWN) {
      WeakReference<SharedRegion> known = KNOWN.get(ticket.id);
      SharedRegion region = known == null ? null : known.get();
      return region != null && region.isOpen() ? region : open(ticket);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // Mapping closes it
  private static SharedRegion open(Ticket ticket) throws IOException {
    Arena arena = Arena.ofShared();
    boolean complete = false;
    try (FileChannel file =
        FileChannel.open(Path.of(ticket.path), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MemorySegment whole = file.size() < MappedFile.HEADER ? null : MappedFile.map(file, arena);
      if (whole == null || !identity(whole).equals(ticket.id)) {
        throw new NoSuchFileException(ticket.path);
      }
      complete = true;
      SharedRegion region = new SharedRegion(ticket, new Mapping(ticket.id, arena, null), whole);
      OPENED.put(ticket.id, region);
      return region;
    } catch (NoSuchFileException e) {
      InvalidObjectException gone = new InvalidObjectException("the shared array was closed");
      gone.initCause(e);
      throw gone;
    } finally {
      if (!complete) {
        arena.close();
      }
    }
  }

  private static String identity(MemorySegment whole) {
    byte[] id = new byte[IDENTITY];
    MemorySegment.copy(whole, 0, MemorySegment.ofArray(id), 0, IDENTITY);
    return new String(id, StandardCharsets.US_ASCII);
  }

  /// What stands for it in a stream.
  Ticket ticket() throws InvalidObjectException {
    if (!isOpen()) {
      throw new InvalidObjectException("the shared array was closed");
    }
    return ticket;
  }

  /// The memory; only as long as this object is referred to and open.
  public MemorySegment memory() {
    return memory;
  }

  /// Whether this process can use it.
  public boolean isOpen() {
    return !mapping.closed.get();
  }

  /// Whether this process has made it.
  public boolean isOwn() {
    return mapping.file != null;
  }

  /// Has [#close] refused until [#letGo] is called as often.
  public void hold() {
    users.incrementAndGet();
  }

  /// The opposite of [#hold].
  public void letGo() {
    users.decrementAndGet();
  }

  /// Gives the memory back; in the process that made it, for all.
  ///
  /// @return false if somebody holds it: then nothing is done
  public boolean close() {
    if (users.get() > 0) {
      return false;
    }
    cleanable.clean();
    return true;
  }

  /// The maker has given the memory back: it can be used no more in this process either.
  public static void freed(String id) {
    WeakReference<SharedRegion> known = KNOWN.get(id);
    SharedRegion region = known == null ? null : known.get();
    if (region != null) {
      region.cleanable.clean();
    }
  }

  /// Has somebody told of the identity of each region that is given back in the process that made
  /// it, on any thread, which must not be held up.
  ///
  /// @return ends it
  public static Runnable onFree(Consumer<String> told) {
    TOLD.add(told);
    return () -> TOLD.remove(told);
  }
}
