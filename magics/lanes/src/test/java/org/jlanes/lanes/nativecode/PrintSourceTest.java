package org.jlanes.lanes.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which libraries lead what they print to its cell, and what compilers say to that.
final class PrintSourceTest {
  private static final String PRINTING = "void f(void) { printf(\"x\\n\"); }";

  @TempDir private Path folder;

  @BeforeEach
  void onLinuxOnly() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
  }

  private CompiledLibrary compile(String c, List<String> flags, String cc) throws Exception {
    Toolchain toolchain =
        Toolchain.find(System.getenv("PATH"), cc, Path.of(System.getProperty("java.home")));
    return new NativeCompiler(toolchain, new LibraryCache(folder))
        .compile(
            NativeSource.parse(c, 2),
            new CompileOptions(false, flags, List.of(), Duration.ofMinutes(1)),
            null);
  }

  @Test
  void onlyALibraryThatPrintsIsToldWhichCellCalls() throws Exception {
    String silent = "double sprint(double x) { return x; /* rewrites, snprintf */ }";
    CompiledLibrary library = compile(silent, List.of(), null);
    assertFalse(library.prints());
    String holder = HolderSource.of("N", NativeSource.parse(silent, 2).functions(), library);
    assertTrue(holder.contains("public static native double sprint(double x);"), holder);
    assertTrue(compile(PRINTING, List.of(), null).prints());
    for (String c :
        List.of(
            "void f(FILE *to);\nvoid g(void) { f(stderr); }",
            "#include \"mine.h\"\n",
            "#define LOG(...) fprintf(stderr, __VA_ARGS__)\n")) {
      assertTrue(PrintSource.isNeededBy(c), c);
    }
  }

  @Test
  void threadsThatCStartsAreProvidedForWhereThereMayBeSome() {
    CompileOptions openmp = new CompileOptions(true, List.of(), List.of(), Duration.ofMinutes(1));
    String none = PrintSource.of(PRINTING, CompileOptions.DEFAULT);
    assertNotEquals(none, PrintSource.of(PRINTING, openmp));
    assertNotEquals(none, PrintSource.of("pthread_create(", CompileOptions.DEFAULT));
  }

  private static boolean isThere(String cc) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(each -> Files.isExecutable(Path.of(each, cc)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcc", "clang"})
  void strictCompilersHaveNothingToSay(String cc) throws Exception {
    assumeTrue(isThere(cc), "there is no " + cc);
    for (List<String> flags :
        List.of(
            List.of("-std=c99", "-Wextra", "-Wshadow", "-Werror"),
            List.of("-ansi", "-Werror"),
            List.of("-D_FORTIFY_SOURCE=2", "-Werror"),
            List.of("-flto", "-Werror"))) {
      CompiledLibrary library = compile(PRINTING, flags, cc);
      assertEquals(List.of(), library.warnings(), flags.toString());
    }
  }
}
