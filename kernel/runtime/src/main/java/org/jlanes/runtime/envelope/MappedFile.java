package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/// Files in shared memory: a page about the content, then the content. They are filled by writing,
/// and only mapped when that has been done: a page of a mapping for which there is no room in the
/// file system ends the process that touches it with a signal, while writing just fails. Stateless;
/// any thread.
final class MappedFile {
  /// Size of the page in front, in bytes.
  static final long HEADER = 4096;

  private static final int BUFFER = 256 * 1024;

  private MappedFile() {}

  /// Fills an empty file.
  ///
  /// @param header the beginning of the page in front
  /// @param content what stands behind that page
  /// @param length size of the place for the content; what is left of it is zero
  /// @throws IOException if there is no room
  static void fill(FileChannel file, byte[] header, MemorySegment content, long length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    write(file, buffer, MemorySegment.ofArray(header));
    zeros(file, buffer, HEADER - header.length);
    write(file, buffer, content);
    zeros(file, buffer, length - content.byteSize());
  }

  /// Writes bytes to a file, at its position.
  ///
  /// @throws IOException if there is no room
  static void write(FileChannel file, MemorySegment bytes) throws IOException {
    write(file, ByteBuffer.allocateDirect(BUFFER), bytes);
  }

  private static void write(FileChannel file, ByteBuffer buffer, MemorySegment bytes)
      throws IOException {
    for (long done = 0; done < bytes.byteSize(); ) {
      int n = (int) Math.min(buffer.capacity(), bytes.byteSize() - done);
      MemorySegment.copy(bytes, done, MemorySegment.ofBuffer(buffer.clear()), 0, n);
      drain(file, buffer.limit(n));
      done += n;
    }
  }

  private static void zeros(FileChannel file, ByteBuffer buffer, long count) throws IOException {
    MemorySegment.ofBuffer(buffer.clear()).fill((byte) 0);
    for (long left = count; left > 0; ) {
      int n = (int) Math.min(buffer.capacity(), left);
      drain(file, buffer.clear().limit(n));
      left -= n;
    }
  }

  private static void drain(FileChannel file, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
  }

  /// Maps a file as it is, for reading and writing, until the arena is closed.
  static MemorySegment map(FileChannel file, Arena arena) throws IOException {
    return file.map(MapMode.READ_WRITE, 0, file.size(), arena);
  }
}
