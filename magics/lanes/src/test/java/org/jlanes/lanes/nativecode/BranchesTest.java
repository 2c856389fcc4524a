package org.jlanes.lanes.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Conditional compilation, as the machine's own compiler sees it.
final class BranchesTest {
  @TempDir private Path folder;

  private NativeCompiler compiler() throws NativeException {
    return new NativeCompiler(
        Toolchain.find(System.getenv("PATH")), new LibraryCache(folder.resolve("cache")));
  }

  private List<String> exported(String c) throws Exception {
    String counting = compiler().counting(c, 1, CompileOptions.DEFAULT, null);
    assertEquals(c.length(), counting.length());
    return NativeSource.parse(c, counting, 1).functions().stream().map(CFunction::name).toList();
  }

  @Test
  void whatIsLeftOutIsNotExported() throws Exception {
    assertEquals(
        List.of("a", "c", "e"),
        exported(
            """
            int a(void) { return 1; }
            #if 0
            int hidden(void) { return 1; }
            struct odd cannot_be_called(struct odd o) { return o; }
            #else
            int c(void) { return 1; }
            #  ifdef JLANES_NOT_DEFINED
            int also(void) { return 1; }
            #  endif
            int e(void) { return 1; }
            #endif
            """));
  }

  @Test
  void conditionsAreTheCompilersAndCommentsAreNone() throws Exception {
    assertEquals(
        List.of("f", "g"),
        exported(
            """
            /*
            #if 0
            */
            int f(int x) { return x; }
            #if defined(__STDC__) && INT64_MAX > 1 /* on each
            machine */ // and not /*
            int g(int x) { return x; }
            #endif
            """));
  }

  @Test
  void theSameFunctionMayHaveOtherParametersInTheBranchThatIsLeftOut() throws Exception {
    assertEquals(
        List.of("f"),
        exported(
            "#if 1\nint f(int x) { return x; }\n#else\nint f(double x) { return 1; }\n#endif"));
  }

  @Test
  void aCacheThatCannotBeWrittenIsNamedButMistakesAreToldFirst() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    NativeCompiler compiler =
        new NativeCompiler(Toolchain.find(System.getenv("PATH")), new LibraryCache(file));
    assertThrows(
        CompileException.class,
        () -> compiler.check("this is not C", 1, CompileOptions.DEFAULT, null));
    String c = "int one(void) { return 1; }";
    var failure =
        assertThrows(
            NativeException.class,
            () -> compiler.compile(NativeSource.parse(c, c, 1), CompileOptions.DEFAULT, null));
    assertTrue(failure.advice().contains("XDG_CACHE_HOME"), failure.advice());
  }
}
