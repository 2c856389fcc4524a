package org.jlanes.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jlanes.wire.Author;
import org.jlanes.wire.Message;

/// The publishing channel. Messages leave in the order in which they were given; text that follows
/// text of the same cell and stream joins it and waits up to [#DELAY_MILLIS] for more, unless
/// something else is given, which sends it at once. Nothing is dropped here: when [#LIMIT] bytes
/// wait because a subscriber does not read, callers of [#awaitRoom] and [#display] block. That ends
/// when the socket's thread gives that subscriber up.
///
/// Safe for any thread. The frames of a message are made on the thread that gives it, so that who
/// gives one that cannot be written learns of it; those of text on the socket's.
public final class IoPub {
  /// How long text waits for more text, in milliseconds.
  static final long DELAY_MILLIS = 50;

  /// UTF-16 units after which a piece of text is sent without waiting.
  static final int CHUNK = 64 * 1024;

  /// About how many bytes may wait before printing threads block.
  static final long LIMIT = 8L << 20;

  /// About how many bytes an entry takes beside its text: without them lines that change between
  /// the streams, each an entry, would fill the heap.
  static final int ENTRY = 256;

  /// How the frame of a subscription begins; that of its end begins with 0.
  private static final byte SUBSCRIBE = 1;

  private final Author author;
  private final Function<Message, List<byte[]>> encoder;
  private final LongSupplier nanoTime;

  /// A monitor, because the JVM gives it back whatever happens: user code that prints when it is
  /// stopped may throw at any point, also between taking a lock and the `try` after it.
  private final Object lock = new Object();

  private final Deque<Entry> queue = new ArrayDeque<>();
  private volatile long waiting;
  private boolean hurried;
  private volatile Runnable wake = () -> {};

  /// Something in the queue.
  private sealed interface Entry {
    long size();
  }

  private record Whole(List<byte[]> frames, long size) implements Entry {}

  private record Text(JsonObject parent, String stream, StringBuilder text, long dueNanos)
      implements Entry {
    @Override
    public long size() {
      return (long) ENTRY + text.length();
    }

    boolean continues(JsonObject otherParent, String otherStream) {
      return parent.equals(otherParent) && stream.equals(otherStream) && text.length() < CHUNK;
    }
  }

  /// @param encoder makes the frames of a message
  IoPub(Author author, Function<Message, List<byte[]>> encoder) {
    this(author, encoder, System::nanoTime);
  }

  /// @param nanoTime a clock as [System#nanoTime]
  IoPub(Author author, Function<Message, List<byte[]>> encoder, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.author = author;
    this.encoder = encoder;
  }

  void wakeWith(Runnable action) {
    this.wake = action;
  }

  /// Publishes a message and returns at once. For what the kernel itself says (status, input,
  /// results); it is never held back by a slow subscriber.
  public void publish(Message message) {
    add(frames(message), 0);
  }

  /// Publishes output of user code; blocks while too much waits.
  ///
  /// @param stopped called when the thread is interrupted while it blocks; may throw to give up
  public void display(Message message, Runnable stopped) {
    List<byte[]> frames = frames(message);
    awaitRoom(stopped);
    add(frames, frames.stream().mapToLong(frame -> frame.length).sum());
  }

  private void add(List<byte[]> frames, long size) {
    synchronized (lock) {
      queue.add(new Whole(frames, size));
      waiting += size;
    }
    wake.run();
  }

  /// Publishes text of a stream and returns at once. Who prints without end calls [#awaitRoom]
  /// before.
  ///
  /// @param parent the header of the request whose output it is
  /// @param stream `stdout` or `stderr`
  public void stream(JsonObject parent, String stream, String text) {
    boolean ring;
    synchronized (lock) {
      boolean first = queue.isEmpty();
      if (queue.peekLast() instanceof Text last && last.continues(parent, stream)) {
        last.text.append(text);
        ring = last.text.length() >= CHUNK;
      } else {
        long due = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(DELAY_MILLIS);
        queue.add(new Text(parent, stream, new StringBuilder(text), due));
        waiting += ENTRY;
        // With others before it the thread is awake already, or must now send those.
        ring = true;
      }
      ring |= first;
      waiting += text.length();
    }
    if (ring) {
      wake.run();
    }
  }

  /// Sends waiting text without further delay; does not wait for it to leave.
  public void flush() {
    synchronized (lock) {
      hurried = !queue.isEmpty();
    }
    wake.run();
  }

  /// Blocks while too much waits.
  ///
  /// @param stopped called when the thread is interrupted while it blocks; may throw to give up
  public void awaitRoom(Runnable stopped) {
    if (waiting <= LIMIT) {
      return;
    }
    boolean interrupted = false;
    try {
      synchronized (lock) {
        while (waiting > LIMIT) {
          try {
            lock.wait();
          } catch (InterruptedException e) {
            interrupted = true;
            stopped.run();
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Answers a subscription with a welcome under the very topic that was subscribed to (empty for
  /// all topics), so that it reaches whoever asked.
  ///
  /// @see <a href="https://jupyter.org/enhancement-proposals/65-jupyter-xpub/jupyter-xpub.html">JEP
  ///   65</a>
  void receive(List<byte[]> frames) {
    byte[] frame = frames.getFirst();
    if (frame.length == 0 || frame[0] != SUBSCRIBE) {
      return;
    }
    byte[] topic = Arrays.copyOfRange(frame, 1, frame.length);
    JsonObject content = new JsonObject();
    content.addProperty("subscription", new String(topic, UTF_8));
    Message welcome = author.message("iopub_welcome", new JsonObject(), content);
    add(frames(welcome.withIdentities(List.of(topic))), 0);
  }

  /// This channel as its socket's thread sees it.
  Outbox outbox() {
    return new Outbox() {
      /// What has been taken and could not be made a message, because a cell has filled the heap.
      private Entry unsent;

      @Override
      public List<byte[]> next() {
        Entry entry = unsent == null ? take() : unsent;
        unsent = entry;
        List<byte[]> frames;
        try {
          frames = made(entry);
        } catch (RuntimeException | StackOverflowError e) {
          // Another try would not help.
          unsent = null;
          throw e;
        }
        unsent = null;
        return frames;
      }

      @Override
      public long waitMillis() {
        return unsent == null ? untilDue() : DELAY_MILLIS;
      }

      @Override
      public void hurry() {
        flush();
      }
    };
  }

  private List<byte[]> made(Entry entry) {
    return switch (entry) {
      case null -> null;
      case Whole whole -> whole.frames;
      case Text text -> frames(streamMessage(text));
    };
  }

  private Entry take() {
    synchronized (lock) {
      if (queue.isEmpty() || untilDue() > 0) {
        return null;
      }
      Entry entry = queue.poll();
      hurried &= !queue.isEmpty();
      waiting -= entry.size();
      if (waiting <= LIMIT / 2) {
        lock.notifyAll();
      }
      return entry;
    }
  }

  /// Milliseconds until the first entry is to be sent; -1 if there is none.
  private long untilDue() {
    synchronized (lock) {
      if (queue.isEmpty()) {
        return -1;
      }
      if (hurried || queue.size() > 1 || !(queue.peek() instanceof Text text)) {
        return 0;
      }
      if (text.text.length() >= CHUNK) {
        return 0;
      }
      long nanos = text.dueNanos - nanoTime.getAsLong();
      return nanos <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
    }
  }

  private Message streamMessage(Text text) {
    JsonObject content = new JsonObject();
    content.addProperty("name", text.stream);
    content.addProperty("text", text.text.toString());
    return author.message("stream", text.parent, content);
  }

  private List<byte[]> frames(Message message) {
    if (!message.identities().isEmpty()) {
      return encoder.apply(message);
    }
    String topic = "kernel." + author.session() + "." + message.type();
    return encoder.apply(message.withIdentities(List.of(topic.getBytes(UTF_8))));
  }
}
