package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.system.Locales;

/// Frames as bytes: a header of 20 bytes (magic number, version, type, run, length of the body),
/// all big-endian, and the body.
///
/// The magic number is checked before the length is believed: a JVM that writes a warning into the
/// stream was once read as a frame of 1.5 GB.
public final class FrameCodec {
  /// Largest body in bytes.
  public static final int LONGEST = 1 << 30;

  /// Size of the header in bytes.
  static final int HEADER = 20;

  /// `JLNE`.
  private static final int MAGIC = 0x4A4C4E45;

  /// Changes when a frame changes; both sides come from one distribution.
  static final short VERSION = 9;

  private static final short PLAIN_ITEMS = 24;
  private static final short PLAIN_RESULTS = 25;

  private FrameCodec() {}

  /// What a header says.
  record Header(short type, int run, int length) {}

  /// The bytes of a frame, in pieces. Once it has been sent, its blocks are to be filled.
  ///
  /// @param shared where large blocks go, or null
  /// @throws FrameException if it is longer than [#LONGEST]
  static FrameBytes encode(Frame frame, SharedBlocks shared) throws IOException {
    if (frame instanceof Frame.PlainResults f) {
      return whole(PLAIN_RESULTS, f.run(), PlainFrames.write(f, HEADER));
    }
    if (frame instanceof Frame.PlainItems f) {
      return whole(PLAIN_ITEMS, f.run(), PlainFrames.write(f, HEADER));
    }
    FrameWriter body = new FrameWriter(shared);
    boolean complete = false;
    try {
      List<MemorySegment> parts = encode(frame, body);
      complete = true;
      return new FrameBytes(parts, body.fillings(), body.borrows());
    } finally {
      if (!complete) {
        body.recall();
      }
    }
  }

  private static List<MemorySegment> encode(Frame frame, FrameWriter body) throws IOException {
    short type = write(frame, body);
    List<MemorySegment> parts = new ArrayList<>(body.parts());
    long length = parts.stream().mapToLong(MemorySegment::byteSize).sum();
    if (length > LONGEST) {
      throw new FrameException(tooLong(length));
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    putHeader(header, type, frame.run(), length);
    parts.addFirst(MemorySegment.ofArray(header.array()));
    return parts;
  }

  private static void putHeader(ByteBuffer out, short type, int run, long length) {
    out.putInt(MAGIC).putShort(VERSION).putShort(type).putInt(run).putLong(length);
  }

  /// A frame whose body stands behind the room for its header.
  private static FrameBytes whole(short type, int run, ByteBuffer frame) {
    putHeader(frame.rewind(), type, run, frame.capacity() - HEADER);
    return new FrameBytes(List.of(MemorySegment.ofBuffer(frame.clear())), List.of(), false);
  }

  /// Why something of `length` bytes is not sent.
  public static String tooLong(long length) {
    return String.format(
        Locales.NONE,
        "%,d bytes are too much for one message; the limit is %,d. Send a file name and let the"
            + " worker read it, or split the item.",
        length,
        LONGEST);
  }

  /// Whether there is a whole frame at the position of a buffer, which stays there.
  static boolean isWhole(ByteBuffer bytes) {
    int rest = bytes.remaining() - HEADER;
    // The last field of the header.
    return rest >= 0 && bytes.getLong(bytes.position() + HEADER - Long.BYTES) <= rest;
  }

  /// Reads a header.
  ///
  /// @throws FrameException if it is none
  static Header header(ByteBuffer bytes) throws FrameException {
    int magic = bytes.getInt();
    if (magic != MAGIC) {
      throw new FrameException(
          String.format(Locales.NONE, "not a frame: it starts with 0x%08X", magic));
    }
    short version = bytes.getShort();
    if (version != VERSION) {
      throw new FrameException("frame of version " + version + "; this side speaks " + VERSION);
    }
    short type = bytes.getShort();
    int run = bytes.getInt();
    long length = bytes.getLong();
    if (length < 0 || length > LONGEST) {
      throw new FrameException("frame with an impossible length of " + length + " bytes");
    }
    return new Header(type, run, (int) length);
  }

  private static short write(Frame frame, FrameWriter out) throws IOException {
    short early = writeEarly(frame, out);
    if (early != 0) {
      return early;
    }
    switch (frame) {
      case Frame.Refused f -> out.failure(f.failure());
      case Frame.Items f ->
          out.classes(f.classes()).number(f.number()).payload(f.variables()).items(f.items());
      case Frame.Return f -> out.number(f.most());
      case Frame.Returned f -> out.numbers(f.indices());
      case Frame.ClassRequest f -> out.number(f.number()).text(f.name());
      case Frame.ClassReply f -> out.number(f.number()).shippedClass(f.found());
      case Frame.Output f -> out.number(f.stream().ordinal()).bytes(f.bytes());
      case Frame.Shown f -> out.payload(f.bundle()).text(f.displayId()).flag(f.update());
      case Frame.Cleared f -> out.flag(f.later());
      case Frame.Cancel f -> out.text(f.reason());
      case Frame.Close f -> out.flag(f.keep());
      case Frame.Stop f -> out.number(f.index()).flag(f.running()).text(f.reason());
      case Frame.Skipped f -> out.number(f.index()).text(f.reason());
      case Frame.Spent f -> {}
      case Frame.Stuck f -> out.number(f.index()).failure(f.where());
      case Frame.TraceRequest f -> out.number(f.number()).trace(f.trace());
      case Frame.TraceReply f -> out.number(f.number()).lines(f.lines());
      case Frame.Forget f -> out.numbers(f.ids());
      case Frame.Freed f -> out.text(f.region());
      case Frame.Hello _, Frame.Ping _, Frame.Pong _, Frame.Open _, Frame.Opened _ ->
          throw new IllegalStateException("written early");
      case Frame.PlainItems _, Frame.PlainResults _, Frame.Finished _ ->
          throw new IllegalStateException("written early");
    }
    return type(frame);
  }

  /// Writes what every worker sends and gets. A pattern switch would make a class at its first use,
  /// which costs a starting worker more than all of this.
  ///
  /// @return the frame's type, 0 for others
  private static short writeEarly(Frame frame, FrameWriter out) throws IOException {
    if (frame instanceof Frame.Finished f) {
      out.number(f.index())
          .number(f.attempt())
          .number(f.started())
          .number(f.ended())
          .number(f.cpuNanos())
          .payload(f.value())
          .failure(f.failure());
      return 8;
    }
    if (frame instanceof Frame.Hello f) {
      out.text(f.token()).number(f.nanos()).text(f.java());
      return 1;
    }
    if (frame instanceof Frame.Ping f) {
      out.number(f.number());
      return 2;
    }
    if (frame instanceof Frame.Pong f) {
      out.number(f.number()).number(f.nanos());
      return 3;
    }
    if (frame instanceof Frame.Open f) {
      out.envelope(f.envelope());
      return 4;
    }
    return frame instanceof Frame.Opened ? (short) 5 : 0;
  }

  private static short type(Frame frame) {
    return switch (frame) {
      case Frame.Refused f -> 6;
      case Frame.Items f -> 7;
      case Frame.ClassRequest f -> 9;
      case Frame.ClassReply f -> 10;
      case Frame.Output f -> 11;
      case Frame.Shown f -> 12;
      case Frame.Cleared f -> 13;
      case Frame.Cancel f -> 14;
      case Frame.Close f -> 15;
      case Frame.TraceRequest f -> 16;
      case Frame.TraceReply f -> 17;
      case Frame.Stop f -> 18;
      case Frame.Skipped f -> 19;
      case Frame.Forget f -> 20;
      case Frame.Spent f -> 21;
      case Frame.Stuck f -> 22;
      case Frame.Freed f -> 23;
      case Frame.Return f -> 26;
      case Frame.Returned f -> 27;
      case Frame.Hello _, Frame.Ping _, Frame.Pong _, Frame.Open _, Frame.Opened _ ->
          throw new IllegalStateException("written early");
      case Frame.PlainItems _, Frame.PlainResults _, Frame.Finished _ ->
          throw new IllegalStateException("written early");
    };
  }

  /// Reads a body.
  ///
  /// @param shared where large blocks come from, or null
  /// @throws FrameException if it is damaged
  static Frame decode(Header header, byte[] body, SharedBlocks shared) throws FrameException {
    FrameReader in = new FrameReader(body, shared);
    Frame frame;
    try {
      frame = read(header, in);
    } catch (BufferUnderflowException | IllegalArgumentException | NullPointerException e) {
      throw new FrameException("damaged frame of type " + header.type(), e);
    }
    if (!in.atEnd()) {
      throw new FrameException("frame of type " + header.type() + " is longer than its content");
    }
    return frame;
  }

  private static Frame read(Header header, FrameReader in) throws FrameException {
    int run = header.run();
    return switch (header.type()) {
      case 1 -> new Frame.Hello(in.text(), in.longNumber(), in.text());
      case 2 -> new Frame.Ping(in.number());
      case 3 -> new Frame.Pong(in.number(), in.longNumber());
      case 4 -> new Frame.Open(run, in.envelope());
      case 5 -> new Frame.Opened(run);
      case 6 -> new Frame.Refused(run, in.failure());
      case 7 -> new Frame.Items(run, in.classes(), in.number(), in.payload(), in.items());
      case 8 ->
          new Frame.Finished(
              run,
              in.number(),
              in.number(),
              in.longNumber(),
              in.longNumber(),
              in.longNumber(),
              in.payload(),
              in.failure());
      case 9 -> new Frame.ClassRequest(run, in.number(), in.text());
      case 10 -> new Frame.ClassReply(run, in.number(), in.shippedClass());
      case 11 ->
          new Frame.Output(
              run,
              in.number() == 0 ? CellOutput.Stream.STDOUT : CellOutput.Stream.STDERR,
              in.bytes());
      case 12 -> new Frame.Shown(run, in.payload(), in.text(), in.flag());
      case 13 -> new Frame.Cleared(run, in.flag());
      case 14 -> new Frame.Cancel(run, in.text());
      case 15 -> new Frame.Close(run, in.flag());
      case 16 -> new Frame.TraceRequest(run, in.number(), in.trace());
      case 17 -> new Frame.TraceReply(run, in.number(), in.lines());
      case 18 -> new Frame.Stop(run, in.number(), in.flag(), in.text());
      case 19 -> new Frame.Skipped(run, in.number(), in.text());
      case 20 -> new Frame.Forget(in.longNumbers());
      case 21 -> new Frame.Spent(run);
      case 22 -> new Frame.Stuck(run, in.number(), in.failure());
      case 23 -> new Frame.Freed(in.text());
      case PLAIN_ITEMS -> in.plainItems(run);
      case PLAIN_RESULTS -> in.plainResults(run);
      case 26 -> new Frame.Return(run, in.number());
      case 27 -> new Frame.Returned(run, in.numbers());
      default -> throw new FrameException("unknown frame type " + header.type());
    };
  }
}
