package org.jlanes.lanes.cache;

import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.runtime.envelope.Payload;

/// A file with one result: magic number, the SHA-256 of all that follows, the lengths, the object
/// stream, the arrays beside it.
final class ResultFile {
  private static final long MAGIC = 0x4A4C_414E_4553_5231L;
  private static final int DIGEST = 32;
  private static final int HEAD = Long.BYTES + DIGEST;

  /// Larger files are mapped instead of being read into the heap.
  private static final long MAPPED = 1 << 20;

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private ResultFile() {}

  static void write(Payload payload, OutputStream out) throws IOException {
    MessageDigest digest = sha256();
    content(
        payload,
        new OutputStream() {
          @Override
          public void write(int b) {
            digest.update((byte) b);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
          }
        });
    DataOutputStream head = new DataOutputStream(out);
    head.writeLong(MAGIC);
    head.write(digest.digest());
    head.flush();
    content(payload, out);
  }

  private static void content(Payload payload, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeLong(payload.stream().length);
    data.writeLong(payload.blocks().size());
    for (MemorySegment block : payload.blocks()) {
      data.writeLong(block.byteSize());
    }
    data.write(payload.stream());
    byte[] buffer = new byte[64 * 1024];
    for (MemorySegment block : payload.blocks()) {
      for (long at = 0; at < block.byteSize(); at += buffer.length) {
        int n = (int) Math.min(buffer.length, block.byteSize() - at);
        MemorySegment.copy(block, ValueLayout.JAVA_BYTE, at, buffer, 0, n);
        data.write(buffer, 0, n);
      }
    }
    data.flush();
  }

  /// Reads a file. The payload belongs to the calling thread.
  ///
  /// @throws NoSuchFileException if there is none
  /// @throws DamagedResultException if it is not what was written
  @SuppressWarnings("MustBeClosedChecker") // the payload closes it
  static Payload read(Path file) throws IOException {
    // Not with channels while that can be avoided: an interrupt would close them.
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.size(file) < MAPPED) {
      try (FileInputStream in = new FileInputStream(file.toFile())) {
        return payload(MemorySegment.ofArray(in.readAllBytes()), null);
      } catch (FileNotFoundException e) {
        throw Files.exists(file) ? e : new NoSuchFileException(file.toString());
      }
    }
    Arena arena = Arena.ofConfined();
    Payload payload = null;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      payload =
          payload(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena), arena);
      return payload;
    } finally {
      if (payload == null) {
        arena.close();
      }
    }
  }

  private static Payload payload(MemorySegment file, Arena arena) throws DamagedResultException {
    if (file.byteSize() < HEAD + 2 * Long.BYTES || file.get(LONG, 0) != MAGIC) {
      throw new DamagedResultException("no result, or cut off");
    }
    byte[] wanted = file.asSlice(Long.BYTES, DIGEST).toArray(ValueLayout.JAVA_BYTE);
    if (!MessageDigest.isEqual(wanted, digest(file.asSlice(HEAD)))) {
      throw new DamagedResultException("not what its checksum says");
    }
    long at = HEAD;
    long length = file.get(LONG, at);
    long count = file.get(LONG, at + Long.BYTES);
    at += 2 * Long.BYTES;
    long content = at + count * Long.BYTES;
    byte[] stream = file.asSlice(content, length).toArray(ValueLayout.JAVA_BYTE);
    content += length;
    List<MemorySegment> blocks = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      long size = file.get(LONG, at + i * Long.BYTES);
      blocks.add(file.asSlice(content, size));
      content += size;
    }
    return new Payload(stream, List.copyOf(blocks), arena == null ? null : arena::close);
  }

  private static byte[] digest(MemorySegment bytes) {
    MessageDigest digest = sha256();
    long step = 1 << 30;
    for (long at = 0; at < bytes.byteSize(); at += step) {
      digest.update(bytes.asSlice(at, Math.min(step, bytes.byteSize() - at)).asByteBuffer());
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
