package org.jlanes.lanes.cache;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.runtime.scope.ChildEnvironment;

/// Where results are kept, and how many bytes of them. Below `results` there is a folder for each
/// body, which stays; below `sweeps` one for each run that can be resumed, until it is complete.
/// Shared by all kernels of a user.
///
/// @param root the folder
/// @param bytes the most that all results may take
/// @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG base
///   directories</a>
public record CacheFolder(Path root, long bytes) {
  private static final String VARIABLE = "JLANES_CACHE";
  private static final String SIZE_VARIABLE = "JLANES_CACHE_SIZE";
  private static final long USUAL_BYTES = 5L << 30;
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,8})([kKmMgGtT])[bB]?");

  /// The folder that is named, or else the one of `$JLANES_CACHE`, or else the user's.
  ///
  /// @param named a path, or null
  /// @throws IllegalArgumentException if `$JLANES_CACHE_SIZE` is no size
  public static CacheFolder of(String named) {
    Map<String, String> environment = ChildEnvironment.all();
    String home = ChildEnvironment.home().toString();
    String given = named != null ? named : environment.getOrDefault(VARIABLE, "");
    Path root;
    if (given.isBlank()) {
      root = ofUser(environment, System.getProperty("os.name"), home).resolve("results");
    } else {
      root = Path.of(given.startsWith("~/") ? home + given.substring(1) : given);
    }
    return new CacheFolder(
        root.toAbsolutePath().normalize(), bytes(environment.getOrDefault(SIZE_VARIABLE, "")));
  }

  /// JLanes's folder among the user's caches: `$XDG_CACHE_HOME/jlanes`, by default below
  /// `~/.cache`, on macOS below `~/Library/Caches`.
  ///
  /// @param os the system's name, as in the property `os.name`
  public static Path ofUser(Map<String, String> environment, String os, String home) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base;
    if (!xdg.isBlank() && Path.of(xdg).isAbsolute()) {
      base = Path.of(xdg);
    } else if (os.startsWith("Mac")) {
      base = Path.of(home, "Library", "Caches");
    } else {
      base = Path.of(home, ".cache");
    }
    return base.resolve("jlanes");
  }

  private static long bytes(String size) {
    if (size.isBlank()) {
      return USUAL_BYTES;
    }
    Matcher matcher = SIZE.matcher(size.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          SIZE_VARIABLE + " is a size with its unit, such as 500m or 20g; `" + size + "` is not");
    }
    int shift =
        switch (Character.toLowerCase(matcher.group(2).charAt(0))) {
          case 'k' -> 10;
          case 'm' -> 20;
          case 'g' -> 30;
          default -> 40;
        };
    return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
  }

  /// The folder of the results of one body, which stay.
  Path results() {
    return root.resolve("results");
  }

  /// The folder of the runs that can be resumed.
  Path sweeps() {
    return root.resolve("sweeps");
  }

  /// The results of a body, which stay.
  ///
  /// @param body its key
  /// @param name what the user calls it
  /// @throws IOException if the folder cannot be made, or others may write into it
  public ResultFolder results(String body, String name) throws IOException {
    return folder(results().resolve(body), name);
  }

  /// The results of a run that can be resumed.
  ///
  /// @throws IOException if the folder cannot be made, or others may write into it
  public ResultFolder sweep(String body, String name) throws IOException {
    return folder(sweeps().resolve(body), name);
  }

  private ResultFolder folder(Path folder, String name) throws IOException {
    create(root);
    refuseWhatOthersMayWrite();
    return new ResultFolder(this, folder, name);
  }

  /// Makes a folder that belongs to the user alone.
  static void create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }

  private static Path mineElsewhere(FileSystemException why) throws IOException {
    try {
      return Files.createTempFile("mine-", "");
    } catch (IOException e) {
      e.addSuppressed(why);
      throw e;
    }
  }

  /// Results are objects: who can put files here can run code in the kernels that read them.
  private void refuseWhatOthersMayWrite() throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(root, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    if (view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(
          "every user of this machine may write into "
              + root
              + ". Take a folder of your own, or chmod o-w this one");
    }
    Path mine;
    try {
      mine = Files.createTempFile(root, "mine-", "");
    } catch (FileSystemException e) {
      // A full disk, or one that may only be read, still has results.
      mine = mineElsewhere(e);
    }
    try {
      if (!Files.getOwner(mine).equals(view.getOwner())) {
        throw new IOException(
            root + " belongs to " + view.getOwner() + ". Take a folder of your own");
      }
    } finally {
      Files.deleteIfExists(mine);
    }
  }
}
