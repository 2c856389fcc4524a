package org.jlanes.runtime.system;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;

/// The folder of a kernel for temporary files: its own, its workers', its scripts'. One place, so
/// that all is found when the kernel has ended, however it did; only this user can enter it. It is
/// made when it is first needed and goes when there is nothing in it.
///
/// Its path also is the mark of a kernel's child processes: they have it in their environment as
/// [#VARIABLE]. A process that is no kernel's, such as a program that uses the lanes, has a folder
/// of its own.
///
/// One per process, as the environment is. Any thread.
public final class TemporaryFolder {
  /// The environment variable of a kernel's children.
  public static final String VARIABLE = "JLANES_KERNEL";

  /// The path of a socket has to fit into 108 bytes on Linux, 104 on macOS.
  private static final int LONGEST_SOCKET = 100;

  private static final Path SHORT_ROOT = Path.of("/tmp");

  /// Folders are removed when they are empty; then another thread's may have to be made again.
  private static final int ATTEMPTS = 100;

  private static final AtomicInteger COUNT = new AtomicInteger();

  private static volatile Path own = inherited();

  private TemporaryFolder() {}

  private static Path inherited() {
    String given = System.getenv(VARIABLE);
    return given != null && Path.of(given).isAbsolute() && isNamed(Path.of(given))
        ? Path.of(given)
        : newPath();
  }

  private static boolean isNamed(Path folder) {
    Path name = folder.getFileName();
    return name != null && OwnedFolder.isName(name.toString());
  }

  private static Path newPath() {
    return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().resolve(newName());
  }

  private static String newName() {
    try {
      return OwnedFolder.shortName();
    } catch (IOException | UnsupportedOperationException e) {
      // Not Linux: nobody will know whose it is.
      return String.format(
          Locales.NONE,
          "jlanes-%d-0-0-%08x",
          ProcessHandle.current().pid(),
          (int) System.nanoTime());
    }
  }

  /// This process is a kernel: its folder is not that of a kernel whose child it may be. To be
  /// called before anything else here.
  public static void begin() {
    own = newPath();
  }

  /// Where the folder is, or will be.
  public static Path path() {
    return own;
  }

  /// A new folder, for this user alone.
  ///
  /// @param purpose the beginning of its name
  public static Path create(String purpose) throws IOException {
    return create(own, name(purpose));
  }

  /// A new folder for a socket, whose path must be short: not below the folder for temporary files
  /// where that is a long way down.
  ///
  /// @param socket the name that the socket in it will have
  public static Path createForSocket(String socket) throws IOException {
    String name = name("w");
    boolean fits = own.resolve(name).resolve(socket).toString().length() <= LONGEST_SOCKET;
    return create(fits ? own : SHORT_ROOT.resolve(own.getFileName()), name);
  }

  /// The folder may be shared with other processes.
  private static String name(String purpose) {
    return purpose + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
  }

  private static Path create(Path parent, String name) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        make(parent);
        return Files.createDirectory(parent.resolve(name), forTheUser());
      } catch (NoSuchFileException | FileAlreadyExistsException e) {
        // It went while it was looked at.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void make(Path parent) throws IOException {
    try {
      Files.createDirectory(parent, forTheUser());
    } catch (FileAlreadyExistsException e) {
      // Not what somebody else has put there to look into: /tmp is everybody's.
      if (!isOurs(parent)) {
        throw e;
      }
    }
  }

  private static boolean isOurs(Path folder) throws IOException {
    try {
      return OwnedFolder.isOwned(folder);
    } catch (NoSuchFileException e) {
      // No /proc.
      return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
              .getName()
              .equals(System.getProperty("user.name"));
    }
  }

  private static FileAttribute<?> forTheUser() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }

  /// Removes what [#create] has made, with all that is in it. Never fails: what stays goes with the
  /// kernel.
  public static void delete(Path folder) {
    OwnedFolder.remove(folder);
    try {
      Files.deleteIfExists(folder.getParent());
    } catch (IOException e) {
      // Mostly: something else is in it.
      System.getLogger(TemporaryFolder.class.getName())
          .log(System.Logger.Level.TRACE, "still in use", e);
    }
  }

  /// Removes everything, at the end of a kernel.
  public static void removeAll() {
    OwnedFolder.remove(own);
    OwnedFolder.remove(SHORT_ROOT.resolve(own.getFileName()));
  }

  /// Removes what kernels have left that were killed, and whose guardians were killed as well.
  public static void sweep() {
    OwnedFolder.sweep(own.getParent());
    if (!own.startsWith(SHORT_ROOT)) {
      OwnedFolder.sweep(SHORT_ROOT);
    }
  }
}
