package org.jlanes.magics.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.magics.EngineSession;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.CellFailure;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Which functions of a `%%native` cell there are in Java, and what its options may be.
final class NativeNamesTest {
  @AutoClose private final EngineSession notebook = new EngineSession();

  private MimeBundle table(String cell) throws CellFailure {
    notebook.run(cell);
    return notebook.shown().getFirst();
  }

  @Test
  void functionsCalledLikeMethodsOfObjectGetAnUnderscore() throws Exception {
    MimeBundle table =
        table(
            """
            %%native
            int notify(void) { return 1; }
            int64_t wait(int64_t n) { return 2 * n; }
            int hashCode(void) { return 4; }
            """);
    assertTrue(table.plain().contains("int Native.notify_()"), table.plain());
    assertEquals("15", notebook.run("Native.notify_() + Native.wait_(5) + Native.hashCode_()"));
  }

  @Test
  void functionsInABranchThatIsLeftOutAreNotDeclared() throws Exception {
    MimeBundle table =
        table(
            """
            %%native
            #if 0
            int hidden(void) { return 1; }
            #endif
            int seen(void) { return 2; }
            """);
    assertTrue(table.plain().startsWith("1 C function ("), table.plain());
    assertEquals("2", notebook.run("Native.seen()"));
  }

  @Test
  void aTimeIsWrittenAsInTheOtherLanes() throws Exception {
    notebook.run("%%native --quiet --timeout 1.5m\nint one(void) { return 1; }");
    String told = notebook.failure("%%native --timeout 60\nint one(void) { return 1; }");
    assertTrue(told.contains("--timeout takes a duration with its unit"), told);
  }

  @Test
  void anExpressionWithoutValueIsNoFlag() {
    String told =
        notebook.failure("%%native --cflags {(String) null}\nint one(void) { return 1; }");
    assertTrue(told.contains("the expression has no value"), told);
  }
}
