package org.jlanes.engine.jshell;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jlanes.runtime.scope.ChildEnvironment;
import org.jlanes.runtime.scope.UnscopedThread;
import org.jlanes.runtime.system.TemporaryFolder;

/// Makes a thread throw wherever it is, for code that no interrupt and no stop check reaches: a
/// long computation inside the JDK, such as the power of a huge number.
///
/// This is JVMTI's `StopThread`, behind a few lines of C that are compiled when they are first
/// needed. Used only on threads of a cell that was cancelled and goes on: the error may surface in
/// the middle of anything. Thread-safe.
///
/// @see <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/jvmti.html#StopThread">JVMTI,
///   Stop Thread</a>
final class ThreadStop {
  private static final long COMPILER_SECONDS = 20;

  private static Boolean usable;

  private ThreadStop() {}

  /// Builds the library now, unless that was done: in the background, so that it is there when it
  /// is needed.
  static void prepare() {
    UnscopedThread.named("jlanes-stop").start(ThreadStop::isUsable);
  }

  private static synchronized boolean isUsable() {
    if (usable == null) {
      usable = load();
    }
    return usable;
  }

  /// Makes a thread throw an error, if it stands where that does no harm. It is suspended while
  /// that is found out, so that it is still there when it throws.
  ///
  /// @param where asked about the thread's frames, also of a running thread; may not wait for
  ///   anything that the thread may hold
  /// @return whether the JVM accepted it; false also where the library cannot be built, for want of
  ///   a C compiler
  static boolean stop(Thread thread, Throwable error, Predicate<StackTraceElement[]> where) {
    // Asked twice: what it needs is loaded before somebody is suspended.
    if (!where.test(thread.getStackTrace()) || !isUsable() || !suspend0(thread)) {
      return false;
    }
    try {
      return where.test(thread.getStackTrace()) && stop0(thread, error);
    } finally {
      resume0(thread);
    }
  }

  private static native boolean suspend0(Thread thread);

  private static native boolean stop0(Thread thread, Throwable error);

  private static native void resume0(Thread thread);

  @SuppressWarnings("restricted") // the library is our own
  private static boolean load() {
    try {
      Path folder = TemporaryFolder.create("stop-");
      try {
        Optional<Path> library = build(folder);
        library.ifPresent(file -> System.load(file.toString()));
        return library.isPresent();
      } finally {
        // Once loaded, or not built, the files are of no use.
        TemporaryFolder.delete(folder);
      }
    } catch (IOException | UnsatisfiedLinkError e) {
      System.getLogger(ThreadStop.class.getName())
          .log(System.Logger.Level.WARNING, "cells that ignore an interrupt cannot be stopped", e);
      return false;
    }
  }

  private static Optional<Path> build(Path folder) throws IOException {
    Optional<Path> compiler = compiler();
    if (compiler.isEmpty()) {
      return Optional.empty();
    }
    Path source = folder.resolve("stop.c");
    try (InputStream in = ThreadStop.class.getResourceAsStream("stop.c")) {
      Files.copy(in, source);
    }
    Path library = folder.resolve(System.mapLibraryName("jlanes-stop"));
    Path include = Path.of(System.getProperty("java.home"), "include");
    String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    compiler.get().toString(),
                    "-shared",
                    "-fPIC",
                    "-O1",
                    "-I" + include,
                    "-I" + include.resolve(system),
                    "-o",
                    library.toString(),
                    source.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    ChildEnvironment.applyTo(builder);
    builder.environment().put("TMPDIR", folder.toString());
    Process process = builder.start();
    boolean ended =
        Waiting.uninterruptibly(() -> process.waitFor(COMPILER_SECONDS, TimeUnit.SECONDS));
    if (!ended) {
      process.destroyForcibly();
    }
    return ended && process.exitValue() == 0 ? Optional.of(library) : Optional.empty();
  }

  /// A C compiler on the PATH.
  static Optional<Path> compiler() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of("cc", "gcc", "clang")
        .flatMap(name ->
            Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
