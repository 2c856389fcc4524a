package org.jlanes.lanes.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jlanes.lanes.nativecode.Diagnostic.Severity;
import org.jlanes.runtime.envelope.Attachments;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.RecordedOutput;
import org.jlanes.runtime.scope.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The machine's own compiler on good and bad C.
final class NativeCompilerTest {
  @TempDir private Path folder;

  private NativeCompiler compiler() throws NativeException {
    return new NativeCompiler(
        Toolchain.find(System.getenv("PATH")), new LibraryCache(folder.resolve("cache")));
  }

  /// Whatever `CC` is where the tests run.
  private static Toolchain usual(String path) throws NativeException {
    return Toolchain.find(path, null, Path.of(System.getProperty("java.home")));
  }

  private CompiledLibrary compile(String c) throws Exception {
    return compiler().compile(NativeSource.parse(c, 2), CompileOptions.DEFAULT, null);
  }

  @Test
  void theSameSourceIsCompiledOnce() throws Exception {
    CompiledLibrary first = compile("int f(void) { return 1; }");
    assertFalse(first.fromCache());
    CompiledLibrary second = compile("int f(void) { return 1; }");
    assertTrue(second.fromCache());
    assertEquals(first.digest(), second.digest());
    assertNotEquals(first.digest(), compile("int f(void) { return 2; }").digest());
    assertEquals(2, cached().size(), "only libraries are left");
  }

  private List<Path> cached() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.toList();
    }
  }

  @Test
  void aLibraryThatIsUsedAgainCountsAsNew() throws Exception {
    compile("int f(void) { return 1; }");
    Path library = cached().getFirst();
    Files.setLastModifiedTime(library, FileTime.from(Instant.EPOCH));
    compile("int f(void) { return 1; }");
    Instant hourAgo = Instant.now().minusSeconds(3600);
    assertTrue(Files.getLastModifiedTime(library).toInstant().isAfter(hourAgo));
  }

  @Test
  void aLibraryThatAnotherKernelDeletedOrThatLostItsContentIsCompiledAgain() throws Exception {
    CompiledLibrary first = compile("int f(void) { return 1; }");
    Files.delete(cached().getFirst());
    CompiledLibrary second = compile("int f(void) { return 1; }");
    assertFalse(second.fromCache());
    Files.write(cached().getFirst(), new byte[0]);
    assertFalse(compile("int f(void) { return 1; }").fromCache());
    assertTrue(compile("int f(void) { return 1; }").fromCache());
    assertEquals(first.digest(), second.digest(), "the same source gives the same bytes");
  }

  @Test
  void aLibrarySaysNothingOfTheFolderItWasMadeIn() throws Exception {
    CompiledLibrary library = compile("int f(void) { return 1; }");
    byte[] bytes = Attachments.find(library.digest()).orElseThrow();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertFalse(text.contains(folder.toRealPath().toString()));
  }

  @Test
  void flagsAreAnotherLibrary() throws Exception {
    NativeSource source = NativeSource.parse("int f(void) { return N; }", 2);
    String seven = flagged(source, "-DN=7").digest();
    assertNotEquals(seven, flagged(source, "-DN=8").digest());
    assertEquals(seven, flagged(source, "-DN=7").digest());
  }

  private CompiledLibrary flagged(NativeSource source, String flag) throws Exception {
    CompileOptions options =
        new CompileOptions(false, List.of(flag), List.of(), Duration.ofMinutes(1));
    return compiler().compile(source, options, null);
  }

  @Test
  void anErrorPointsAtTheCellsLineAndColumn() {
    CompileException refused =
        assertThrows(
            CompileException.class,
            () -> compile("int f(int x) {\n  /* ü😀 */ return x + y;\n}\n"));
    Diagnostic error =
        refused.diagnostics().stream()
            .filter(d -> d.severity() == Severity.ERROR)
            .findFirst()
            .orElseThrow();
    assertEquals(3, error.line());
    assertEquals("  /* ü😀 */ return x + y;", error.source());
    assertEquals(error.source().indexOf("y;") + 1, error.column());
    assertTrue(error.message().matches(".*undeclared.*'y'.*|.*'y' undeclared.*"), error.message());
    List<String> lines = error.render(0).lines().toList();
    assertEquals(lines.get(1).indexOf("y;"), lines.get(2).indexOf("^"));
  }

  @Test
  void anUndefinedFunctionIsAnErrorWhenItIsCompiledNotWhenItIsCalled() {
    CompileException undeclared =
        assertThrows(CompileException.class, () -> compile("int f(int x) {\n  return g(x);\n}\n"));
    assertEquals(3, undeclared.diagnostics().getFirst().line());
    CompileException undefined =
        assertThrows(
            CompileException.class,
            () -> compile("int g(int);\nint f(int x) {\n  return g(x);\n}\n"));
    Diagnostic error = undefined.diagnostics().getFirst();
    assertEquals(4, error.line(), undefined.output());
    assertTrue(error.message().contains("undefined reference to"), error.message());
  }

  @Test
  void aWarningIsKeptWithTheLibrary() throws Exception {
    String c = "int f(int x) {\n  int unused = 1;\n  return x;\n}\n";
    for (boolean cached : List.of(false, true)) {
      CompiledLibrary library = compile(c);
      assertEquals(cached, library.fromCache());
      assertEquals(1, library.warnings().size());
      assertEquals(3, library.warnings().getFirst().line());
      assertEquals(Severity.WARNING, library.warnings().getFirst().severity());
    }
  }

  @Test
  void aMissingCompilerIsNamedWithAWayToGetOne() {
    NativeException missing = assertThrows(NativeException.class, () -> usual(""));
    assertTrue(missing.getMessage().contains("no C compiler"), missing.getMessage());
    assertTrue(missing.advice().contains("sudo apt install gcc libc6-dev"), missing.advice());
    assertTrue(missing.advice().contains("xcode-select --install"), missing.advice());
    assertThrows(NativeException.class, () -> usual(folder.toString()));
  }

  @Test
  void aJavaWithoutHeadersIsNamed() {
    NativeException missing =
        assertThrows(
            NativeException.class, () -> Toolchain.find(System.getenv("PATH"), null, folder));
    assertTrue(missing.getMessage().contains("jni.h is missing"), missing.getMessage());
  }

  @Test
  void aCompilerThatDoesNotRunIsNamed() throws Exception {
    script("gcc", "echo 'no license' >&2; exit 1");
    NativeException broken = assertThrows(NativeException.class, () -> usual(folder.toString()));
    assertTrue(broken.getMessage().contains("does not run: no license"), broken.getMessage());
  }

  @Test
  void theCompilerThatCcNamesIsTaken() throws Exception {
    script("mycc", "echo 'mycc 1.0'");
    Path javaHome = Path.of(System.getProperty("java.home"));
    String path = folder.toString();
    Path mycc = folder.resolve("mycc");
    assertEquals(mycc, Toolchain.find(path, "mycc", javaHome).compiler());
    for (String noPath : new String[] {"/nowhere", "", null}) {
      assertEquals(mycc, Toolchain.find(noPath, mycc.toString(), javaHome).compiler());
    }
    var gone = assertThrows(NativeException.class, () -> Toolchain.find(path, "/no/gcc", javaHome));
    assertTrue(gone.getMessage().endsWith("CC is `/no/gcc`, which is no program"), gone.toString());
    NativeException missing =
        assertThrows(NativeException.class, () -> Toolchain.find(path, "nocc -m32", javaHome));
    assertEquals(
        "no C compiler: the environment variable CC is `nocc -m32`, which is no program on the"
            + " PATH",
        missing.getMessage());
  }

  @Test
  void aCompilerWithoutOpenMpIsExplained() {
    for (String said :
        List.of(
            "cell:2:10: fatal error: 'omp.h' file not found",
            "/usr/bin/ld: cannot find -lomp: No such file or directory",
            "ld: library 'omp' not found")) {
      String advice = new CompileException(List.of(), said).advice();
      assertTrue(advice.contains("sudo apt install libomp-dev"), said);
    }
    CompileException other = new CompileException(List.of(), "/usr/bin/ld: cannot find -lblas: No");
    assertEquals("", other.advice());
    assertEquals("the C compiler failed: cannot find -lblas", other.getMessage());
  }

  @Test
  void aCompilerThatHangsIsEndedByTheTimeout() throws Exception {
    NativeCompiler compiler = hanging();
    NativeSource source = NativeSource.parse("int f(void) { return 1; }", 2);
    CompileOptions options = new CompileOptions(false, List.of(), List.of(), Duration.ofSeconds(3));
    NativeException late =
        assertThrows(NativeException.class, () -> compiler.compile(source, options, null));
    assertTrue(late.getMessage().contains("did not end"), late.getMessage());
    assertEnded();
  }

  @Test
  void cancellingTheScopeEndsTheCompiler() throws Exception {
    NativeCompiler compiler = hanging();
    NativeSource source = NativeSource.parse("int f(void) { return 1; }", 2);
    Scope scope = new Scope("test", 1, new RecordedOutput(), Map.of());
    CompletableFuture<CompiledLibrary> running =
        CompletableFuture.supplyAsync(() -> {
          try {
            return compiler.compile(source, CompileOptions.DEFAULT, scope);
          } catch (CompileException | NativeException e) {
            throw new CompletionException(e);
          }
        });
    childPid();
    scope.cancel("interrupted");
    Exception stopped = assertThrows(Exception.class, () -> running.get(20, TimeUnit.SECONDS));
    assertTrue(stopped.getCause() instanceof CancelledError, stopped.toString());
    assertEnded();
  }

  /// A compiler that answers its version and then, in a child process, sleeps.
  private NativeCompiler hanging() throws Exception {
    script(
        "gcc",
        """
        [ "$1" = --version ] && { echo 'gcc (Fake 12.2.0) 12.2.0'; exit 0; }
        sleep 300 & echo $! > %1$s.new; mv %1$s.new %1$s; wait
        """
            .formatted(pidFile()));
    return new NativeCompiler(usual(folder.toString()), new LibraryCache(folder.resolve("cache")));
  }

  private Path pidFile() {
    return folder.resolve("pid");
  }

  private long childPid() throws Exception {
    Instant deadline = Instant.now().plusSeconds(20);
    while (!Files.exists(pidFile())) {
      assertTrue(Instant.now().isBefore(deadline), "the compiler was not started");
      Thread.onSpinWait();
    }
    return Long.parseLong(Files.readString(pidFile()).strip());
  }

  private void assertEnded() throws Exception {
    long pid = childPid();
    ProcessHandle.of(pid).ifPresent(child -> child.onExit().orTimeout(20, TimeUnit.SECONDS).join());
  }

  private void script(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
