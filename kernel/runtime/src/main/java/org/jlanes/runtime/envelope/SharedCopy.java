package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jlanes.runtime.system.SharedMemory;
import org.jlanes.runtime.system.TemporaryFolder;

/// A copy of some bytes that other processes of this machine can map, so that all of them together
/// need the memory once: in shared memory, or, where there is none or too little, in a temporary
/// file. Where neither can be had, only this process has the copy. Not written while anybody needs
/// it; otherwise safe for any thread.
public final class SharedCopy {
  private static final System.Logger LOG = System.getLogger(SharedCopy.class.getName());

  private final MemorySegment content;
  private final Path file;
  private final boolean temporary;
  private final Arena memory;

  private SharedCopy(MemorySegment content, Path file, boolean temporary, Arena memory) {
    this.content = content;
    this.file = file;
    this.temporary = temporary;
    this.memory = memory;
  }

  /// Copies bytes.
  ///
  /// @param shared shared memory, or null
  @SuppressWarnings("MustBeClosedChecker") // closed by delete
  public static SharedCopy of(MemorySegment bytes, SharedBlocks shared) {
    Path inMemory = inMemory(bytes, shared);
    Arena memory = Arena.ofShared();
    try {
      Path file = inMemory != null ? inMemory : temporary(bytes);
      return new SharedCopy(map(file, bytes.byteSize(), memory), file, inMemory == null, memory);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a large value goes through the connection", e);
      memory.close();
    }
    MemorySegment copy = Arena.ofAuto().allocate(bytes.byteSize(), Long.BYTES);
    return new SharedCopy(copy.copyFrom(bytes), null, false, null);
  }

  /// A file in shared memory with these bytes, or null where there is none or too little of that.
  private static Path inMemory(MemorySegment bytes, SharedBlocks shared) {
    try {
      Path file = shared == null ? null : shared.place(bytes.byteSize()).orElse(null);
      if (file != null) {
        write(file, bytes);
      }
      return file;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no room in shared memory", e);
      return null;
    }
  }

  /// A temporary file with these bytes, in a folder of its own.
  private static Path temporary(MemorySegment bytes) throws IOException {
    Path file = TemporaryFolder.create("v").resolve("v");
    try {
      write(file, bytes);
      return file;
    } catch (IOException e) {
      TemporaryFolder.delete(file.getParent());
      throw e;
    }
  }

  /// Makes a file. Not by mapping it: a full disk would end the process with a signal. Where there
  /// is no room, nothing is left of it.
  private static void write(Path file, MemorySegment bytes) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean complete = false;
    try (FileChannel out = FileChannel.open(file, options, SharedMemory.ofTheUser())) {
      MappedFile.write(out, bytes);
      complete = true;
    } finally {
      if (!complete) {
        Files.deleteIfExists(file);
      }
    }
  }

  /// Replaces what nobody needs any more, here or in another process, by other bytes of the same
  /// size. The others find them under the same path.
  ///
  /// @return false if that cannot be done; then it is good for nothing
  public boolean rewrite(MemorySegment bytes) {
    if (file == null || bytes.byteSize() != content.byteSize()) {
      return false;
    }
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      MappedFile.write(out, bytes);
      return true;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a copy cannot be replaced", e);
      return false;
    }
  }

  /// The bytes, for reading.
  public MemorySegment content() {
    return content;
  }

  /// Where another process finds them, or null if it must be sent them.
  public String path() {
    return file == null ? null : file.toString();
  }

  /// Whether it holds the same bytes.
  public boolean holds(MemorySegment bytes) {
    return content.byteSize() == bytes.byteSize() && content.mismatch(bytes) == -1;
  }

  /// Gives the memory back; nobody else can map it any more, but who has it mapped keeps it. The
  /// content of a copy that has a path must not be used after that; that of another one may, for it
  /// may still be on its way.
  public void delete() {
    if (file != null) {
      memory.close();
    }
    if (temporary) {
      TemporaryFolder.delete(file.getParent());
    } else if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "left in shared memory: " + file, e);
      }
    }
  }

  /// Maps another process's copy.
  ///
  /// @param path as [#path] gave it there
  /// @throws IOException if it is not there, or is of another size
  public static MemorySegment map(String path, long size, Arena arena) throws IOException {
    return map(Path.of(path), size, arena);
  }

  private static MemorySegment map(Path file, long size, Arena arena) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      if (in.size() != size) {
        throw new FrameException("a shared copy of " + in.size() + " bytes, not " + size);
      }
      return in.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
    }
  }

  /// Bytes on this process's heap.
  static MemorySegment onHeap(MemorySegment bytes) {
    return MemorySegment.ofArray(bytes.toArray(ValueLayout.JAVA_BYTE));
  }
}
