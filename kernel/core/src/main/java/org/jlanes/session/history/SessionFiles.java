package org.jlanes.session.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jlanes.session.history.History.Entry;

/// The folder with the sessions' files, `1.jsonl`, `2.jsonl`, …, which all kernels of a user share.
/// A number is taken by creating the file of that name, which only one kernel can; nothing but that
/// and the lock of the running session is needed between kernels. Only the user may read them. For
/// one thread.
final class SessionFiles {
  private static final System.Logger LOG = System.getLogger(SessionFiles.class.getName());

  private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,8})\\.jsonl");

  /// What may be kept. Old sessions are removed when a new one begins.
  ///
  /// @param sessions number of files
  /// @param bytes size of all files together
  /// @param sessionBytes size of one file
  record Limits(int sessions, long bytes, long sessionBytes) {
    static final Limits USUAL = new Limits(1_000, 64L << 20, 16L << 20);
  }

  private final Path folder;
  private final Limits limits;

  SessionFiles(Path folder, Limits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  Path folder() {
    return folder;
  }

  /// The numbers of the sessions that are kept, newest first; none if there is no folder.
  List<Integer> numbers() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> Integer.valueOf(name.group(1)))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Path file(int number) {
    return folder.resolve(number + ".jsonl");
  }

  /// The cells of a session that another kernel writes or wrote; none if it is gone, too large to
  /// be one of ours, or cannot be read.
  List<Entry> read(int number) {
    Path file = file(number);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > limits.sessionBytes()) {
        return List.of();
      }
      try (InputStream in = Files.newInputStream(file)) {
        return EntryLines.read(number, in);
      }
    } catch (NoSuchFileException e) {
      // Another kernel has just removed it.
      return List.of();
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> "the history in " + file + " cannot be read", e);
      return List.of();
    }
  }

  /// Begins the file of a new session, with a number above all others, and removes what is too old.
  SessionFile create() throws IOException {
    Files.createDirectories(folder, onlyTheUser("rwx------"));
    List<Integer> numbers = numbers();
    SessionFile created = create(numbers.isEmpty() ? 1 : numbers.getFirst() + 1);
    if (locked(created)) {
      prune();
    }
    return created;
  }

  private SessionFile create(int first) throws IOException {
    for (int number = first; ; number++) {
      Path file = file(number);
      try {
        Files.createFile(file, onlyTheUser("rw-------"));
        return new SessionFile(number, file, limits.sessionBytes());
      } catch (FileAlreadyExistsException e) {
        LOG.log(Level.DEBUG, "another kernel has just begun session " + number, e);
      }
    }
  }

  private static boolean locked(SessionFile created) {
    try {
      return created.lock() != null;
    } catch (IOException e) {
      // Without locks nobody can tell which sessions run: none is removed from here.
      LOG.log(Level.DEBUG, "no file locks in " + created.path(), e);
      return false;
    }
  }

  private void prune() throws IOException {
    int kept = 0;
    long bytes = 0;
    for (int number : numbers()) {
      Path file = file(number);
      try {
        kept++;
        bytes += Files.size(file);
        if (kept > limits.sessions() || bytes > limits.bytes()) {
          removeUnlessItRuns(file);
        }
      } catch (NoSuchFileException e) {
        LOG.log(Level.DEBUG, "another kernel has just removed " + file, e);
      } catch (IOException e) {
        LOG.log(Level.WARNING, () -> "an old history cannot be removed: " + file, e);
      }
    }
  }

  private static void removeUnlessItRuns(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(file);
      }
    } catch (OverlappingFileLockException e) {
      LOG.log(Level.DEBUG, file + " belongs to a session of this process", e);
    }
  }

  private static FileAttribute<?>[] onlyTheUser(String permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
