package org.jlanes.magics.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.jlanes.magics.EngineSession;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.magic.Magic;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A magic that a user brings under names that the kernel has, too: it runs, and what is listed and
/// explained is what runs.
@Timeout(120)
final class UsersMagicTest {
  @AutoClose private final EngineSession notebook = new EngineSession();
  @TempDir Path folder;

  @BeforeEach
  void bringTime() throws IOException, CellFailure {
    Path source =
        Files.writeString(
            folder.resolve("MyTime.java"),
            """
            import java.util.List;
            import org.jlanes.runtime.magic.*;
            public final class MyTime implements Magic {
              public String name() { return "time"; }
              public List<String> aliases() { return List.of("writefile"); }
              public Kind kind() { return Kind.LINE_AND_CELL; }
              public String summary() { return "tells the time of day"; }
              public String help() { return "it is late"; }
              public MagicResult run(MagicCall call) { return MagicResult.of("String", "noon"); }
            }
            """);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    String api = Magic.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                api,
                "-d",
                classes.toString(),
                source.toString()));
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(Magic.class.getName()), "MyTime\n");
    notebook.run("%jars " + classes);
  }

  @Test
  void itRunsUnderItsNameAndUnderItsAlias() throws CellFailure {
    assertEquals("noon", notebook.run("%time 1 + 1"));
    assertEquals("noon", notebook.run("%%writefile a.txt\nx"));
  }

  @Test
  void whatIsExplainedIsWhatRuns() throws CellFailure {
    for (String ask : new String[] {"%help time", "%help %%writefile"}) {
      notebook.run(ask);
      assertTrue(notebook.stdout().contains("it is late"), ask + ": " + notebook.stdout());
    }
  }

  @Test
  void theListNamesItOnceAndTheKernelsNoMore() throws CellFailure {
    notebook.run("%lsmagic");
    String list = notebook.stdout();
    assertTrue(list.contains("tells the time of day (also writefile)"), list);
    assertFalse(list.contains(new TimeMagic().summary()), list);
    assertFalse(list.contains(new WriteFileMagic().summary()), list);
    assertTrue(list.contains(new BashMagic().summary()), list);
  }
}
