package org.jlanes.runtime.system;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names of folders, in shared memory and for temporary files, which say whose they are, so
/// that those of processes that were killed can be found and removed: process id, start of that
/// process in ticks since the machine's start (an id is used again, the pair is not), and the
/// namespace in which the id is meant (containers may share memory but not ids). Linux only, where
/// the system tells all this. Stateless; any thread.
public final class OwnedFolder {
  private static final Pattern NAME =
      Pattern.compile("jlanes-(\\d+)-(\\d+)-(\\d+)-(?:[0-9a-f]{8}|[0-9a-f]{32})");
  private static final Path PROCESSES = Path.of("/proc");

  /// The field of `/proc/…/stat` with the session, counted from the one behind the command's name.
  private static final int SESSION = 3;

  /// Likewise the start time; see proc(5).
  private static final int START = 19;

  private static final System.Logger LOG = System.getLogger(OwnedFolder.class.getName());

  private OwnedFolder() {}

  /// What all names of this process's folders begin with.
  ///
  /// @throws IOException if the system does not say what the name consists of
  public static String prefix() throws IOException {
    long pid = ProcessHandle.current().pid();
    return "jlanes-" + pid + "-" + start(pid) + "-" + namespace();
  }

  /// A name for a folder of this process, which nobody else can guess.
  ///
  /// @throws IOException if the system does not say what the name consists of
  public static String name() throws IOException {
    return name(16);
  }

  /// A short name for a folder of this process, for where nobody else can take it first unnoticed.
  static String shortName() throws IOException {
    return name(4);
  }

  private static String name(int bytes) throws IOException {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return prefix() + "-" + HexFormat.of().formatHex(random);
  }

  /// Whether a folder has such a name.
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /// Removes the folders in `root` that are this process's own, whoever has made them.
  public static void removeOwn(Path root) {
    long pid = ProcessHandle.current().pid();
    try (DirectoryStream<Path> own = Files.newDirectoryStream(root, "jlanes-" + pid + "-*")) {
      String start = Long.toString(start(pid));
      for (Path folder : own) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        if (name.matches()
            && name.group(2).equals(start)
            && name.group(3).equals(namespace())
            && isOwned(folder)) {
          remove(folder);
        }
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, () -> root + " is not tidied", e);
    }
  }

  /// Removes the folders in `root` whose process has ended. Those of other users, of other
  /// namespaces, and what is no folder are left alone; links are not followed.
  public static void sweep(Path root) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(root, "jlanes-*")) {
      Object user = owner(PROCESSES.resolve("self"));
      for (Path folder : all) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        if (name.matches() && dead(name) && isOwned(folder, user)) {
          remove(folder);
        }
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, () -> root + " is not tidied", e);
    }
  }

  private static boolean dead(Matcher name) throws IOException {
    if (!name.group(3).equals(namespace())) {
      return false;
    }
    try {
      return start(Long.parseLong(name.group(1))) != Long.parseLong(name.group(2));
    } catch (NoSuchFileException e) {
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /// Whether it is a folder that belongs to this user. Where folders of all users are, nobody else
  /// can rename it then, or change what is in it.
  public static boolean isOwned(Path folder) throws IOException {
    return isOwned(folder, owner(PROCESSES.resolve("self")));
  }

  private static boolean isOwned(Path folder, Object user) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && user.equals(owner(folder));
  }

  private static Object owner(Path path) throws IOException {
    // The link /proc/self belongs to root, what it points at to the process's user.
    return path.startsWith(PROCESSES)
        ? Files.getAttribute(path, "unix:uid")
        : Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  /// Removes a folder with all that is in it; links are not followed. What somebody else removes at
  /// the same time, or adds, is no failure.
  public static void remove(Path folder) {
    try {
      Files.walkFileTree(folder, new Remover());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, () -> "left: " + folder, e);
    }
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
      if (e != null && !(e instanceof NoSuchFileException)) {
        throw e;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }

  /// The session that this process is in: a terminal's, or that of a server that makes one for each
  /// kernel.
  ///
  /// @throws IOException if the system does not say
  public static long session() throws IOException {
    return field(ProcessHandle.current().pid(), SESSION);
  }

  private static long start(long pid) throws IOException {
    return field(pid, START);
  }

  private static long field(long pid, int index) throws IOException {
    String stat = Files.readString(PROCESSES.resolve(pid + "/stat"));
    // The command's name stands in parentheses and may hold anything.
    String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(rest[index]);
  }

  private static String namespace() throws IOException {
    return Files.readSymbolicLink(PROCESSES.resolve("self/ns/pid"))
        .toString()
        .replaceAll("\\D", "");
  }
}
