package org.jlanes.lanes.nativecode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jlanes.lanes.cache.CacheFolder;
import org.jlanes.runtime.scope.ChildEnvironment;

/// The folder of compiled libraries, one file per digest of everything that went into it (the
/// *key*). Shared by all kernels of a user. Files appear under their name complete or not at all,
/// and may be gone at any time: another kernel may be making room with [CacheTrim].
///
/// @param folder where the libraries are
/// @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG base
///   directories</a>
public record LibraryCache(Path folder) {
  private static final System.Logger LOG = System.getLogger(LibraryCache.class.getName());

  /// A library that was found.
  ///
  /// @param library the file's bytes
  /// @param messages what the compiler said when it made the library; empty if nothing
  record Found(byte[] library, String messages) {}

  /// The cache of the user who runs this process: `$XDG_CACHE_HOME/jlanes/native`, by default below
  /// `~/.cache`, on macOS below `~/Library/Caches`.
  public static LibraryCache ofUser() {
    return of(
        ChildEnvironment.all(), System.getProperty("os.name"), ChildEnvironment.home().toString());
  }

  static LibraryCache of(Map<String, String> environment, String os, String home) {
    return new LibraryCache(CacheFolder.ofUser(environment, os, home).resolve("native"));
  }

  /// Looks for a library, and notes that it was used.
  ///
  /// @throws IOException if it is there but cannot be read
  Optional<Found> find(String key) throws IOException {
    Path library = library(key);
    try {
      byte[] bytes = Files.readAllBytes(library);
      if (bytes.length == 0) {
        // A machine that lost its power may leave the name without the content.
        return Optional.empty();
      }
      touch(library);
      return Optional.of(new Found(bytes, messagesOf(key)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private String messagesOf(String key) throws IOException {
    try {
      return Files.readString(messages(key));
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private static void touch(Path library) {
    try {
      Files.setLastModifiedTime(library, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // A cache that may only be read, or another kernel that made room just now.
      LOG.log(System.Logger.Level.DEBUG, "the use of " + library + " is not noted", e);
    }
  }

  /// Takes a library over, from a file in the cache's own folder or one below it.
  ///
  /// @param messages what the compiler said; blank if nothing
  void add(String key, Path library, String messages) throws IOException {
    if (!messages.isBlank()) {
      Path file = Files.writeString(library.resolveSibling("messages"), messages);
      move(file, messages(key));
    }
    move(library, library(key));
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// The library's file, whether it exists or not.
  Path library(String key) {
    return folder.resolve(key + suffix());
  }

  /// What the compiler said when it made the library, if it warned.
  Path messages(String key) {
    return folder.resolve(key + ".txt");
  }

  static String suffix() {
    String os = System.getProperty("os.name");
    return os.startsWith("Mac") ? ".dylib" : os.startsWith("Windows") ? ".dll" : ".so";
  }
}
