package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.runtime.engine.PrintedTrace;
import org.jlanes.runtime.envelope.Envelope.Attachment;
import org.jlanes.runtime.envelope.Envelope.Setup;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Envelope.ShippedItem;
import org.jlanes.runtime.envelope.Envelope.ShippedJar;

/// Takes the values out of a frame's body in the order in which [FrameWriter] put them in. Throws
/// [BufferUnderflowException] or [IllegalArgumentException] where the body is damaged.
final class FrameReader {
  private final ByteBuffer in;
  private final SharedBlocks shared;

  /// The body of a frame.
  ///
  /// @param shared where large blocks come from, or null if they are in the frame
  FrameReader(byte[] body, SharedBlocks shared) {
    this.in = ByteBuffer.wrap(body);
    this.shared = shared;
  }

  boolean atEnd() {
    return !in.hasRemaining();
  }

  int number() {
    return in.getInt();
  }

  long longNumber() {
    return in.getLong();
  }

  int[] numbers() {
    int[] numbers = new int[count()];
    in.asIntBuffer().get(numbers);
    in.position(in.position() + Integer.BYTES * numbers.length);
    return numbers;
  }

  Frame.PlainItems plainItems(int run) {
    return PlainFrames.items(run, in);
  }

  Frame.PlainResults plainResults(int run) {
    return PlainFrames.results(run, in);
  }

  boolean flag() {
    return in.get() != 0;
  }

  String text() {
    byte[] bytes = bytes();
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    int length = number();
    return length == -1 ? null : bytes(length);
  }

  Payload payload() {
    int length = number();
    if (length == -1) {
      return null;
    }
    byte[] stream = bytes(length);
    int count = count();
    List<MemorySegment> blocks = new ArrayList<>(count);
    List<SharedBlocks.Taken> arriving = new ArrayList<>(count);
    boolean any = false;
    for (int i = 0; i < count; i++) {
      long size = longNumber();
      String name = text();
      SharedBlocks.Taken taken = name == null ? null : shared(name, size);
      any |= taken != null;
      arriving.add(taken);
      blocks.add(taken == null ? inFrame(size) : taken.block());
    }
    Payload.Memory memory = any ? new ArrivingBlocks(arriving) : null;
    return new Payload(stream, blocks, memory, kept(blocks.size()));
  }

  private List<Payload.Kept> kept(int blocks) {
    int count = count();
    List<Payload.Kept> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(new Payload.Kept(number(), number(), longNumber(), longNumber(), text()));
      if (all.getLast().block() < 0 || all.getLast().block() >= blocks) {
        throw new IllegalArgumentException("a payload has no block " + all.getLast().block());
      }
    }
    return all;
  }

  private MemorySegment inFrame(long size) {
    if (size < 0 || size > in.remaining()) {
      throw new BufferUnderflowException();
    }
    MemorySegment block = MemorySegment.ofArray(in.array()).asSlice(in.position(), size);
    in.position(in.position() + (int) size);
    return block;
  }

  private SharedBlocks.Taken shared(String name, long size) {
    if (shared == null) {
      throw new IllegalArgumentException("no shared memory here");
    }
    try {
      return shared.take(name, size);
    } catch (IOException e) {
      throw new IllegalArgumentException("shared block " + name, e);
    }
  }

  List<ShippedClass> classes() {
    int count = count();
    List<ShippedClass> classes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      classes.add(shippedClass());
    }
    return classes;
  }

  ShippedClass shippedClass() {
    String name = text();
    if (name == null) {
      return null;
    }
    String digest = text();
    byte[] bytes = bytes();
    int count = count();
    List<Attachment> attachments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      attachments.add(new Attachment(text(), bytes()));
    }
    return new ShippedClass(name, digest, bytes, attachments);
  }

  List<ShippedItem> items() {
    int count = count();
    List<ShippedItem> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(new ShippedItem(number(), number(), number(), payload()));
    }
    return items;
  }

  private List<Setup> setups() {
    int count = count();
    List<Setup> setups = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      setups.add(new Setup(number(), number(), classes(), payload()));
    }
    return setups;
  }

  Envelope envelope() {
    List<ShippedClass> classes = classes();
    int count = count();
    List<ShippedJar> jars = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      jars.add(new ShippedJar(text(), text()));
    }
    return new Envelope(classes, jars, payload(), number(), number(), number(), setups());
  }

  Frame.Failure failure() {
    if (!flag()) {
      return null;
    }
    String type = text();
    String message = text();
    StackTraceElement[] trace = frames().toArray(StackTraceElement[]::new);
    return new Frame.Failure(type, message, trace, payload());
  }

  private List<StackTraceElement> frames() {
    int count = count();
    List<StackTraceElement> frames = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      frames.add(new StackTraceElement(null, text(), null, text(), text(), text(), number()));
    }
    return frames;
  }

  PrintedTrace trace() {
    int count = count();
    List<PrintedTrace.Part> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      parts.add(new PrintedTrace.Part(number(), text(), text(), flag(), frames(), enclosing(i)));
    }
    return new PrintedTrace(parts);
  }

  private int enclosing(int index) {
    int enclosing = number();
    if (enclosing < -1 || enclosing >= index) {
      throw new IllegalArgumentException("part " + index + " of a trace is in part " + enclosing);
    }
    return enclosing;
  }

  List<Long> longNumbers() {
    int count = count();
    List<Long> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(longNumber());
    }
    return values;
  }

  List<String> lines() {
    int count = number();
    if (count == -1) {
      return null;
    }
    if (count < 0 || count > in.remaining() / 4) {
      throw new BufferUnderflowException();
    }
    List<String> lines = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lines.add(text());
    }
    return lines;
  }

  private byte[] bytes(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /// A number of elements that can be true: each takes at least four bytes.
  private int count() {
    int count = number();
    if (count < 0 || count > in.remaining() / 4) {
      throw new BufferUnderflowException();
    }
    return count;
  }
}
