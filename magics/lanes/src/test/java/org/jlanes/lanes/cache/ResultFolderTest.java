package org.jlanes.lanes.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jlanes.runtime.envelope.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What another kernel may do to the folder of a body while results are stored there.
@Timeout(60)
final class ResultFolderTest {
  private static final String BODY = "b".repeat(64);

  @TempDir private Path root;

  private static String key(int i) {
    return "%064x".formatted(i);
  }

  private static Payload payload(int size) {
    return new Payload(new byte[size], List.of());
  }

  private static boolean hasBegun(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith(ResultFolder.BEGUN));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Test
  void aResultIsStoredThoughTheFolderVanishesMeanwhile() throws Exception {
    CacheFolder cache = new CacheFolder(root, 1L << 30);
    ResultFolder mine = cache.sweep(BODY, "mine");
    Path folder = cache.sweeps().resolve(BODY);
    // The other kernel has completed the same sweep.
    var other =
        new FutureTask<>(() -> {
          for (int times = 0; times < 3; times++) {
            while (!hasBegun(folder)) {
              Thread.onSpinWait();
            }
            cache.sweep(BODY, "theirs").delete();
          }
          return true;
        });
    Thread.ofPlatform().daemon().start(other);
    int stored = 0;
    while (!other.isDone()) {
      mine.add(key(stored++), payload(4 << 20));
    }
    mine.add(key(stored), payload(1));
    assertTrue(other.get());
    assertTrue(mine.find(key(stored)).isPresent());
    mine.close(0);
    assertEquals("mine", Files.readString(folder.resolve(ResultFolder.NAME)));
  }

  @Test
  void whatComesIntoAnEmptyFolderWhileItIsRemovedStays() throws Exception {
    CacheFolder cache = new CacheFolder(root, 1L << 30);
    ResultFolder mine = cache.results(BODY, "mine");
    Path folder = cache.results().resolve(BODY);
    mine.add(key(1), payload(1));
    // As seen before the result had come.
    try {
      ResultFolder.deleteAccount(folder);
    } catch (DirectoryNotEmptyException e) {
      assertTrue(Files.exists(folder), e::toString);
    }
    assertTrue(mine.find(key(1)).isPresent());
    mine.close(1);
    assertEquals("mine", Files.readString(folder.resolve(ResultFolder.NAME)));
  }

  @Test
  void aNameThatCouldNotBeWrittenIsWrittenLater() throws Exception {
    CacheFolder cache = new CacheFolder(root, 1L << 30);
    ResultFolder mine = cache.results(BODY, "mine");
    Path folder = Files.createDirectories(cache.results().resolve(BODY));
    Files.createFile(folder.resolve(ResultFolder.NAME));
    mine.add(key(1), payload(1));
    mine.close(0);
    assertEquals("mine", new DiskCache(cache).list().getFirst().name());
  }
}
