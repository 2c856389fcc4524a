package org.jlanes.magics.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jlanes.magics.EngineSession;
import org.jlanes.runtime.engine.CellFailure;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The folder of results: its size, who may use it, `%cache`.
@Timeout(120)
final class CacheFolderTest {
  @AutoClose private static final EngineSession notebook = new EngineSession();

  @TempDir private Path folder;
  private KeptNotebook kept;

  @BeforeEach
  void begin() throws CellFailure {
    kept = KeptNotebook.in(notebook, folder);
  }

  @Test
  void theCacheKeepsWithinItsSize() throws Exception {
    notebook.run("%env JLANES_CACHE_SIZE=100k");
    String body =
        " -> a\nbyte[] bytes = new byte[10_000]; bytes[0] = n.byteValue();"
            + " Thread.sleep(5); /* the order of files goes by their times */ return bytes;";
    notebook.run("%%sequential --cache n : 20" + body);
    notebook.run("%%sequential --cache n : List.of(19, 18, 0)" + body);
    assertTrue(kept.report().contains("2 of 3 items from the cache"), kept.report());
    long left = 0;
    for (Path file : kept.results("results")) {
      left += Files.size(file);
    }
    assertTrue(left > 50_000 && left <= 102_400, "" + left);
    notebook.run("%%sequential --cache n : 1 -> a\nnew byte[60_000]");
    assertTrue(kept.report().contains("it takes more than half of the cache"), kept.report());
    notebook.run("%env JLANES_CACHE_SIZE=lots");
    String told = notebook.failure("%%sequential --cache n : 1 -> a\nn");
    assertTrue(told.contains("JLANES_CACHE_SIZE is a size with its unit"), told);
  }

  @Test
  void theCacheIsShownAndCleared() throws Exception {
    notebook.run("%cache");
    assertTrue(kept.report().startsWith("no results in " + folder.resolve("cache")), kept.report());
    notebook.run("%%sequential --cache n : 3 -> first\nn + 100");
    notebook.run("%%sequential --cache n : 2 -> second\nn + 200");
    notebook.run("%%sequential --cache n : 2 -> second\nn + 200");
    notebook.run("%cache");
    assertTrue(kept.report().contains("5 results, "), kept.report());
    assertTrue(
        kept.report().matches("(?s).*second +[0-9a-f]{8} +2 +\\d.* [kB]+ +2 times +just now.*"),
        kept.report());
    assertTrue(kept.report().matches("(?s).*first +[0-9a-f]{8} +3 .* 0 times .*"), kept.report());
    assertTrue(notebook.failure("%cache clear third").contains("there are those of second, first"));
    for (Path file : kept.results("results").subList(0, 2)) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
    }
    notebook.run("%cache clear --older 7d");
    assertTrue(notebook.stdout().startsWith("removed 2 results"), notebook.stdout());
    notebook.run("%cache clear");
    assertTrue(notebook.stdout().startsWith("removed 3 results"), notebook.stdout());
    assertEquals(List.of(), kept.results("results"));
    assertTrue(notebook.failure("%cache clear --older soon").contains("`soon` is not"));
    assertTrue(notebook.failure("%cache show").contains("%cache does not know this word"));
  }

  @Test
  void aFolderOfOnesOwnIsUsedButNoneThatOthersMayWrite() throws Exception {
    Path own = folder.resolve("own");
    String options = " --cache --cache-dir " + own + " n : 1 -> a\n";
    notebook.run("%%sequential" + options + kept.noting("n") + "n");
    notebook.run("%%sequential" + options + kept.noting("n") + "n");
    assertEquals(List.of("0"), kept.computed());
    assertEquals(List.of(), kept.results("results"));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
    notebook.run("%cache --cache-dir " + own);
    assertTrue(kept.report().contains("1 result, "), kept.report());
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
    String told = notebook.failure("%%sequential" + options + "n");
    assertTrue(told.contains("every user of this machine may write into " + own), told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--cache --repeat 2 n : 1 | --repeat measures the same work several times",
        "--resume | --resume keeps the results of items, and this body has none",
        "--cache-dir /x n : 1 | --cache-dir means nothing without --cache or --resume",
        "--cache-ignore a n : 1 | --cache-ignore means nothing without --cache or --resume"
      })
  void whatDoesNotFitTogetherIsRefused(String header, String told) {
    String said = notebook.failure("%%threads " + header + "\n1");
    assertTrue(said.contains(told), said);
  }
}
