package org.jlanes.lanes.nativecode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jlanes.runtime.envelope.Attachments;
import org.jlanes.runtime.output.NativeStdio;
import org.jlanes.runtime.system.Locales;
import org.jlanes.runtime.system.TemporaryFolder;

/// Loads compiled libraries and hands them the class to bind to.
///
/// JNI looks for `native` methods only in libraries of the class's own loader, and one file can be
/// loaded by one loader only. Neither fits a notebook, where a new loader comes with any
/// redefinition, in the kernel and in every worker. So each load uses a file name of its own, the
/// library belongs to the loader of this class, and its `JNI_OnLoad` asks [#waiting] for the class
/// to bind with `RegisterNatives`, which works for a class of any loader.
///
/// Any thread may load; loads do not disturb each other.
///
/// @see <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/jni/invocation.html">JNI:
///   library lifecycle</a>
public final class NativeLibrary {
  private static final ScopedValue<Class<?>> WAITING = ScopedValue.newInstance();

  private NativeLibrary() {}

  /// The system and processor of this machine, as far as compiled code depends on them.
  public static String platform() {
    return Processor.name();
  }

  /// Binds the library with this digest to the `native` methods of a class. The library is one of
  /// the [Attachments] of this process: in the kernel the compiler put it there, to a worker it
  /// came with the class.
  ///
  /// @param platform what the library was made for, as [#platform] said there
  /// @throws UnsatisfiedLinkError if this process does not have the library, if it was made for
  ///   another kind of machine, or if it lacks a method
  public static void load(Class<?> holder, String digest, String platform) {
    String here = platform();
    if (!here.equals(platform)) {
      throw new UnsatisfiedLinkError(
          String.format(
                  Locales.NONE,
                  "this C code was compiled for another kind of machine: for %s, and this process"
                      + " (pid %d)",
                  platform,
                  ProcessHandle.current().pid())
              + " runs on %s. Call it where the notebook runs, for example with %%threads."
                  .formatted(here));
    }
    byte[] library =
        Attachments.find(digest)
            .orElseThrow(() ->
                new UnsatisfiedLinkError(
                    "the compiled C library of "
                        + holder.getName()
                        + " is not in this process; run its %%native cell again"));
    load(holder, library);
  }

  /// Binds a library to the `native` methods of a class. The file that the system loads it from is
  /// for this user alone.
  private static void load(Class<?> holder, byte[] library) {
    Path folder = null;
    try {
      folder = TemporaryFolder.create("native-");
      Path copy = Files.write(folder.resolve("library" + LibraryCache.suffix()), library);
      String path = copy.toString();
      ScopedValue.where(WAITING, holder).run(() -> open(path));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write a compiled C library to the folder for temporary files to load it", e);
    } finally {
      // A loaded file is not needed any more where the system lets go of names (POSIX).
      if (folder != null) {
        TemporaryFolder.delete(folder);
      }
    }
  }

  // "restricted": loading native code is what this package is for; manifests enable it.
  @SuppressWarnings("restricted")
  private static void open(String path) {
    System.load(path);
  }

  /// The class that the library being loaded on this thread is for. Called by generated C.
  static Class<?> waiting() {
    return WAITING.orElseThrow(
        () -> new IllegalStateException("a %%native library was loaded by other means"));
  }

  /// Whether the collector can pin single regions, so that arrays may be lent to C without holding
  /// up other threads: G1 (JEP 423), Shenandoah, Epsilon. Called by generated C.
  static boolean collectorPins() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(collector -> collector.getName())
        .anyMatch(n -> n.startsWith("G1") || n.startsWith("Shenandoah") || n.startsWith("Epsilon"));
  }

  /// The mark of the stamps that text of cells gets; empty where nobody reads them. Called by
  /// generated C, like what follows.
  static byte[] mark() {
    NativeStdio.Stamping stamping = NativeStdio.stamping();
    return stamping == null ? new byte[0] : stamping.stamp().mark();
  }

  /// A descriptor of the pipe that output descriptor 1 or 2 leads to.
  static int pipe(int descriptor) {
    NativeStdio.Stamping stamping = NativeStdio.stamping();
    if (stamping == null) {
      return descriptor;
    }
    return descriptor == 1 ? stamping.out() : stamping.err();
  }

  /// The function that is being called by this thread has printed something.
  static void printed() {
    NativeStdio.printed();
  }
}
