package org.jlanes.session.history;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.List;
import org.jlanes.session.history.History.Entry;

/// The file of the session that runs. Locked while it runs, so that no other kernel removes it; all
/// access is through one descriptor, because POSIX gives a process's lock up when the process
/// closes any other of the same file. A `RandomAccessFile`, because a channel would be closed by
/// user code that interrupts every thread it finds. For one thread.
final class SessionFile {
  private final int number;
  private final Path path;
  private final RandomAccessFile file;
  private final long limit;
  private long size;

  /// Opens an empty file that nobody else writes; it stays open until the process ends.
  ///
  /// @param limit bytes that it may have
  SessionFile(int number, Path path, long limit) throws IOException {
    this.number = number;
    this.path = path;
    this.file = new RandomAccessFile(path.toFile(), "rw");
    this.limit = limit;
  }

  int number() {
    return number;
  }

  Path path() {
    return path;
  }

  /// Locks the file for as long as it is open.
  ///
  /// @return null if another process has locked it
  /// @throws IOException if the file system has no locks
  FileLock lock() throws IOException {
    return file.getChannel().tryLock();
  }

  /// Writes a line at the end.
  ///
  /// @throws IOException if it cannot be written, or the file would become larger than allowed
  void append(byte[] line) throws IOException {
    if (size + line.length > limit) {
      throw new IOException("this session has filled the " + limit + " bytes that it may have");
    }
    file.seek(size);
    file.write(line);
    size += line.length;
  }

  /// The cells so far.
  List<Entry> read() throws IOException {
    byte[] all = new byte[Math.toIntExact(size)];
    file.seek(0);
    file.readFully(all);
    return EntryLines.read(number, new ByteArrayInputStream(all));
  }

  /// Gives the file up before the process ends.
  void close() throws IOException {
    file.close();
  }
}
