package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jlanes.runtime.system.Locales;
import org.jlanes.runtime.system.OwnedFolder;
import org.jlanes.runtime.system.SharedMemory;
import org.jlanes.runtime.system.TemporaryFolder;

/// A file in shared memory whose name is removed as soon as it is open, so that the system frees it
/// with the last process that uses it, even if all are killed. Other processes of this user open it
/// through this process's table of open files in `/proc`. Where there is none (macOS), it keeps its
/// name, in the folder for temporary files.
///
/// @param channel the file, open for as long as others may open it
/// @param path where others find it
/// @param folder what is removed with it, or null
record NamelessFile(FileChannel channel, Path path, Path folder) implements AutoCloseable {
  private static final Path OPEN = Path.of("/proc/self/fd");
  private static final System.Logger LOG = System.getLogger(NamelessFile.class.getName());

  /// An empty file.
  ///
  /// @param name unique in this process
  /// @param size how long it will be
  /// @throws IOException if there is no room for it, or no shared memory
  static NamelessFile create(String name, long size) throws IOException {
    if (!Files.isDirectory(OPEN)) {
      return create(TemporaryFolder.create("shared").resolve(name), false);
    }
    Path memory = SharedMemory.folder().orElse(null);
    if (memory == null) {
      throw new NoSuchFileException(
          SharedMemory.path() + ", where shared memory should be, is no folder to write to");
    }
    if (SharedMemory.room(memory) < size) {
      throw noRoom(size, null);
    }
    Path folder =
        Files.createDirectory(memory.resolve(OwnedFolder.name()), SharedMemory.folderOfTheUser());
    try {
      return create(folder.resolve(name), true);
    } finally {
      OwnedFolder.remove(folder);
    }
  }

  private static NamelessFile create(Path file, boolean nameless) throws IOException {
    var options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileChannel channel = FileChannel.open(file, options, SharedMemory.ofTheUser());
    boolean complete = false;
    try {
      NamelessFile made =
          nameless
              ? new NamelessFile(channel, pathOf(file), null)
              : new NamelessFile(channel, file, file.getParent());
      complete = true;
      return made;
    } finally {
      if (!complete) {
        channel.close();
      }
    }
  }

  /// Whether there is room for a file of this size, as far as can be told.
  static boolean fits(long size) throws IOException {
    Path memory = SharedMemory.folder().orElse(null);
    return memory == null || SharedMemory.room(memory) >= size;
  }

  /// How other processes can open a file that this one has open.
  private static Path pathOf(Path file) throws IOException {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(OPEN)) {
      for (Path each : open) {
        if (isLinkTo(each, file)) {
          long pid = ProcessHandle.current().pid();
          return Path.of("/proc", Long.toString(pid), "fd").resolve(each.getFileName());
        }
      }
    }
    throw new NoSuchFileException(file + " is not among the open files of this process");
  }

  private static boolean isLinkTo(Path link, Path file) throws IOException {
    try {
      return Files.readSymbolicLink(link).equals(file);
    } catch (NoSuchFileException e) {
      // Closed meanwhile.
      return false;
    }
  }

  /// What to tell of a file of this size that could not be filled.
  static IOException noRoom(long size, IOException cause) {
    Path memory = SharedMemory.path();
    String free;
    try {
      free = String.format(Locales.NONE, "%,d are free", SharedMemory.room(memory));
    } catch (IOException e) {
      free = "nobody knows how many are free";
    }
    return new IOException(
        String.format(
            Locales.NONE, "there is no room in %s: %,d bytes are needed, %s", memory, size, free),
        cause);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing shared memory", e);
    }
    if (folder != null) {
      TemporaryFolder.delete(folder);
    }
  }
}
