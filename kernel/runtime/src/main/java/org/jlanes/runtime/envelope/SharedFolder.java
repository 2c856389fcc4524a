package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names of folders in shared memory, which say whose they are, so that those of processes that
/// were killed can be found and removed: process id, start of that process in ticks since the
/// machine's start (an id is used again, the pair is not), and the namespace in which the id is
/// meant (containers may share memory but not ids). Linux only, as `/dev/shm` is.
final class SharedFolder {
  private static final Pattern NAME = Pattern.compile("jlanes-(\\d+)-(\\d+)-(\\d+)-[0-9a-f]{32}");
  private static final Path PROCESSES = Path.of("/proc");

  /// Fields of `/proc/…/stat` between the command's name and the start time, see proc(5).
  private static final int FIELDS_BEFORE_START = 19;

  private static final System.Logger LOG = System.getLogger(SharedFolder.class.getName());

  private SharedFolder() {}

  /// A name for a folder of this process, which nobody else can guess.
  ///
  /// @throws IOException if the system does not say what the name consists of
  static String name() throws IOException {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    long pid = ProcessHandle.current().pid();
    return String.join(
        "-",
        "jlanes",
        Long.toString(pid),
        Long.toString(start(pid)),
        namespace(),
        HexFormat.of().formatHex(random));
  }

  /// Removes the folders in `root` that are this process's own, whoever has made them.
  static void removeOwn(Path root) {
    long pid = ProcessHandle.current().pid();
    try (DirectoryStream<Path> own = Files.newDirectoryStream(root, "jlanes-" + pid + "-*")) {
      String start = Long.toString(start(pid));
      for (Path folder : own) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        if (name.matches()
            && name.group(2).equals(start)
            && name.group(3).equals(namespace())
            && owned(folder)) {
          remove(folder);
        }
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "shared memory is not tidied", e);
    }
  }

  /// Removes the folders in `root` whose process has ended. Those of other users, of other
  /// namespaces, and what is no folder are left alone; links are not followed.
  static void sweep(Path root) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(root, "jlanes-*")) {
      Object user = owner(PROCESSES.resolve("self"));
      for (Path folder : all) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        if (name.matches() && dead(name) && owned(folder, user)) {
          remove(folder);
        }
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "shared memory is not tidied", e);
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

  /// Whether it is a folder that belongs to this user. In shared memory nobody else can rename it
  /// then, or change what is in it.
  static boolean owned(Path folder) throws IOException {
    return owned(folder, owner(PROCESSES.resolve("self")));
  }

  private static boolean owned(Path folder, Object user) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && user.equals(owner(folder));
  }

  private static Object owner(Path path) throws IOException {
    // The link /proc/self belongs to root, what it points at to the process's user.
    return path.startsWith(PROCESSES)
        ? Files.getAttribute(path, "unix:uid")
        : Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  /// Removes a folder with the files in it.
  static void remove(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (NoSuchFileException e) {
      // The other side was faster.
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "left in shared memory: " + folder, e);
    }
  }

  private static long start(long pid) throws IOException {
    String stat = Files.readString(PROCESSES.resolve(pid + "/stat"));
    // The command's name stands in parentheses and may hold anything.
    String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(rest[FIELDS_BEFORE_START]);
  }

  private static String namespace() throws IOException {
    return Files.readSymbolicLink(PROCESSES.resolve("self/ns/pid"))
        .toString()
        .replaceAll("\\D", "");
  }
}
