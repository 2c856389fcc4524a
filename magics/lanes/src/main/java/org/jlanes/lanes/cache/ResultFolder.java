package org.jlanes.lanes.cache;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jlanes.runtime.envelope.Payload;

/// The results of one body: a file for each, under the name of its item's key. A file appears
/// complete or not at all; it may be gone at any time, for other kernels remove what is too much.
/// Safe for any thread, and for several kernels at once.
public final class ResultFolder {
  /// The file that says what the user calls the body.
  static final String NAME = "name";

  /// The file to which each run adds how many results it took from here.
  static final String HITS = "hits";

  /// The file, in the root, to which each run adds how many bytes it has stored.
  static final String STORED = "stored";

  static final String BEGUN = "begun-";

  /// How often the folder may vanish while a result is being stored.
  private static final int ATTEMPTS = 10;

  private static final System.Logger LOG = System.getLogger(ResultFolder.class.getName());

  private final CacheFolder cache;
  private final Path folder;
  private final String name;
  private final AtomicLong stored = new AtomicLong();

  ResultFolder(CacheFolder cache, Path folder, String name) {
    this.cache = cache;
    this.folder = folder;
    this.name = name;
  }

  /// Looks for a result, and notes that it was used. The payload must be released.
  ///
  /// @throws DamagedResultException if the file is not what was written; it is removed
  /// @throws IOException if it is there but cannot be read
  public Optional<Payload> find(String key) throws IOException {
    Path file = folder.resolve(key);
    try {
      Payload payload = ResultFile.read(file);
      touch(file);
      return Optional.of(payload);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (DamagedResultException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // A cache that may only be read, or another kernel that made room just now.
      LOG.log(System.Logger.Level.DEBUG, "the use of " + file + " is not noted", e);
    }
  }

  /// Removes a result that turned out to be of no use.
  public void remove(String key) throws IOException {
    Files.deleteIfExists(folder.resolve(key));
  }

  /// Stores a result. An interrupt does not disturb it.
  ///
  /// @throws IOException if there is no room, or it is too large for this cache
  public void add(String key, Payload payload) throws IOException {
    if (payload.size() > cache.bytes() / 2) {
      throw new IOException("it takes more than half of the cache");
    }
    for (int attempt = 1; ; attempt++) {
      try {
        store(key, payload);
        return;
      } catch (NoSuchFileException | FileNotFoundException e) {
        // Another kernel has just removed the folder: it has completed the same sweep, or made
        // room.
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LOG.log(System.Logger.Level.DEBUG, "stored again: " + key, e);
      }
    }
  }

  private void store(String key, Payload payload) throws IOException {
    File begun = begin();
    try {
      try (OutputStream out = new FileOutputStream(begun)) {
        ResultFile.write(payload, out);
      }
      Files.move(
          begun.toPath(),
          folder.resolve(key),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      stored.addAndGet(CacheEntries.onDisk(payload.size()));
    } finally {
      Files.deleteIfExists(begun.toPath());
    }
  }

  private File begin() throws IOException {
    try {
      return Files.createTempFile(folder, BEGUN, "").toFile();
    } catch (NoSuchFileException e) {
      // The first result, or another kernel has cleared the cache.
      CacheFolder.create(folder);
      nameIt();
      return Files.createTempFile(folder, BEGUN, "").toFile();
    }
  }

  private void nameIt() throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file) || Files.size(file) == 0) {
      Files.writeString(file, name);
    }
  }

  /// Says at the end of a run how many results were taken from here, and makes room if much has
  /// been stored since that was done last. Never fails: a cache that stays too large harms no cell.
  public void close(int hits) {
    try {
      if (hits > 0) {
        append(folder.resolve(HITS), hits);
      }
      if (stored.get() > 0) {
        if (Files.exists(folder)) {
          // Another kernel may have removed it when nothing was there.
          nameIt();
        }
        Path file = cache.root().resolve(STORED);
        append(file, stored.get());
        if (sum(file) > cache.bytes() / CacheTrim.SLACK) {
          Files.deleteIfExists(file);
          new CacheTrim(cache).run();
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the cache's accounts are not kept", e);
    }
  }

  private static void append(Path file, long number) throws IOException {
    Files.writeString(
        file,
        number + "\n",
        StandardCharsets.US_ASCII,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /// The sum of the numbers in a file; 0 if there is none.
  static long sum(Path file) throws IOException {
    long sum = 0;
    try {
      for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
        sum += line.matches("[0-9]{1,17}") ? Long.parseLong(line) : 0;
      }
    } catch (NoSuchFileException e) {
      return 0;
    }
    return sum;
  }

  /// Removes a folder in which nothing is but the account: another kernel may be about to store
  /// something there, which stays.
  static void deleteAccount(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
    Files.deleteIfExists(folder.resolve(HITS));
    Files.deleteIfExists(folder);
  }

  /// Removes all results.
  public void delete() throws IOException {
    delete(folder);
  }

  static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (NoSuchFileException e) {
      LOG.log(System.Logger.Level.DEBUG, "gone already: " + folder, e);
    } catch (DirectoryNotEmptyException e) {
      LOG.log(System.Logger.Level.DEBUG, "another kernel stores something in " + folder, e);
    }
  }
}
