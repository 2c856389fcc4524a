package org.jlanes.magics.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jlanes.magics.EngineSession;
import org.jlanes.runtime.engine.CellFailure;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Sweeps that go on where they were left.
@Timeout(120)
final class LaneResumeTest {
  @AutoClose private static final EngineSession notebook = new EngineSession();

  @TempDir private Path folder;
  private KeptNotebook kept;

  @BeforeEach
  void begin() throws CellFailure {
    kept = KeptNotebook.in(notebook, folder);
  }

  @Test
  void aSweepGoesOnAfterAFailure() throws Exception {
    Path broken = Files.createFile(folder.resolve("broken"));
    String body =
        "if (n == 3 && java.nio.file.Files.exists(java.nio.file.Path.of(\""
            + broken
            + "\"))) throw new IOException(\"no\");\n"
            + kept.noting("n");
    String cell = "%%sequential --resume n : List.of(1, 2, 2, 3, 4) -> sweep\n" + body + "n";
    String failed = notebook.failure(cell);
    assertTrue(failed.contains("IOException: no"), failed);
    assertEquals(List.of("1", "2", "2"), kept.computed());
    notebook.run("%cache");
    assertTrue(kept.report().contains("not complete: go on with --resume"), kept.report());
    Files.delete(broken);
    notebook.run(cell);
    assertEquals(List.of("3", "4"), kept.computed());
    assertTrue(kept.report().contains("3 of 5 items taken over from before"), kept.report());
    assertEquals("[1, 2, 2, 3, 4]", notebook.run("sweep"));
    // Complete: another run begins from the beginning.
    assertEquals(List.of(), kept.results("sweeps"));
    notebook.run(cell);
    assertEquals(5, kept.computed().size());
  }

  @Test
  void aSweepThatHasFailuresIsNotComplete() throws Exception {
    Path broken = Files.createFile(folder.resolve("broken"));
    String cell =
        "%%threads --resume --keep-going n : 4 -> sweep\n"
            + kept.noting("n")
            + "if (n == 2 && java.nio.file.Files.exists(java.nio.file.Path.of(\""
            + broken
            + "\"))) throw new IOException(\"no\");\nn";
    notebook.run(cell);
    assertEquals(4, kept.computed().size());
    Files.delete(broken);
    notebook.run(cell);
    assertEquals(List.of("2"), kept.computed());
    assertEquals("[0, 1, 2, 3]", notebook.run("sweep"));
  }
}
