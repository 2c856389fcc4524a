package org.jlanes.runtime.output;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/// The few functions of the C library on file descriptors that Java has no words for. Linking them
/// takes some ten milliseconds, at the first use of this class. Any thread.
@SuppressWarnings("restricted") // what it is for
final class Posix {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

  private static final MethodHandle PIPE =
      link("pipe", FunctionDescriptor.of(JAVA_INT, ADDRESS), CAPTURE);
  private static final MethodHandle DUP =
      link("dup", FunctionDescriptor.of(JAVA_INT, JAVA_INT), CAPTURE);
  private static final MethodHandle DUP2 =
      link("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), CAPTURE);
  private static final MethodHandle CLOSE =
      link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), CAPTURE);
  private static final MethodHandle FCNTL =
      link(
          "fcntl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
          CAPTURE,
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle WRITE =
      link("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), CAPTURE);
  private static final MethodHandle FFLUSH =
      link("fflush", FunctionDescriptor.of(JAVA_INT, ADDRESS), CAPTURE);
  private static final MethodHandle SETVBUF =
      link(
          "setvbuf",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_LONG),
          CAPTURE);

  /// Linux only.
  private static final Optional<MethodHandle> TEE =
      LINKER
          .defaultLookup()
          .find("tee")
          .map(function ->
              LINKER.downcallHandle(
                  function,
                  FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT),
                  CAPTURE));

  /// The variable `stdout`; `<stdio.h>` of the BSDs and macOS defines it as another one.
  private static final MemorySegment STDOUT =
      LINKER
          .defaultLookup()
          .find("stdout")
          .or(() -> LINKER.defaultLookup().find("__stdoutp"))
          .orElseThrow();

  /// `F_SETFD` and `FD_CLOEXEC` have these values on Linux, macOS and the BSDs.
  private static final int SET_FLAGS = 2;

  private static final int CLOSE_ON_EXEC = 1;
  private static final int INTERRUPTED = 4;

  /// `_IOLBF`, on the same systems.
  private static final int LINE_BUFFERED = 1;

  private Posix() {}

  /// The two ends of a pipe.
  record Pipe(int readEnd, int writeEnd) {}

  /// The file that stands for a descriptor of this process.
  static String path(int descriptor) {
    return "/dev/fd/" + descriptor;
  }

  /// A new pipe, both ends closed in programs that are started.
  static Pipe pipe() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      MemorySegment state = arena.allocate(STATE);
      check("pipe", (int) PIPE.invokeExact(state, ends), state);
      Pipe made = new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
      closeOnExec(made.readEnd);
      closeOnExec(made.writeEnd);
      return made;
    } catch (Throwable t) {
      throw failure(t);
    }
  }

  /// Another descriptor for the same open file, closed in programs that are started.
  static int duplicate(int descriptor) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int copy = check("dup", (int) DUP.invokeExact(state, descriptor), state);
      closeOnExec(copy);
      return copy;
    } catch (Throwable t) {
      throw failure(t);
    }
  }

  /// Makes `descriptor` another name for the open file of `with`.
  static void replace(int descriptor, int with) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      check("dup2", (int) DUP2.invokeExact(state, with, descriptor), state);
    } catch (Throwable t) {
      throw failure(t);
    }
  }

  private static void closeOnExec(int descriptor) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      check("fcntl", (int) FCNTL.invokeExact(state, descriptor, SET_FLAGS, CLOSE_ON_EXEC), state);
    } catch (Throwable t) {
      throw failure(t);
    }
  }

  /// Closes a descriptor.
  static void close(int descriptor) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      check("close", (int) CLOSE.invokeExact(state, descriptor), state);
    } catch (Throwable t) {
      throw failure(t);
    }
  }

  /// Writes all of these bytes; blocks while there is no room.
  static void write(int descriptor, byte[] bytes, int offset, int length) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment text = arena.allocate(length);
      MemorySegment.copy(bytes, offset, text, JAVA_BYTE, 0, length);
      long done = 0;
      while (done < length) {
        MemorySegment rest = text.asSlice(done);
        long n = (long) WRITE.invokeExact(state, descriptor, rest, length - done);
        if (n >= 0) {
          done += n;
        } else if ((int) ERRNO.get(state, 0L) != INTERRUPTED) {
          check("write", -1, state);
        }
      }
    } catch (Throwable t) {
      throw failure(t);
    }
  }

  /// Whether this system has [#copyPipe].
  static boolean canCopyPipes() {
    return TEE.isPresent();
  }

  /// Copies bytes that are in one pipe into another, and leaves them in the first; blocks while
  /// there are none. `tee(2)`.
  ///
  /// @param from the end to read from
  /// @param to the end to write to
  /// @param most how many bytes at most
  /// @return how many; 0 when nobody can write to the first any more
  static int copyPipe(int from, int to, int most) throws IOException {
    MethodHandle tee = TEE.orElseThrow();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      while (true) {
        long n = (long) tee.invokeExact(state, from, to, (long) most, 0);
        if (n >= 0 || (int) ERRNO.get(state, 0L) != INTERRUPTED) {
          return check("tee", (int) n, state);
        }
      }
    } catch (Throwable t) {
      throw failure(t);
    }
  }

  /// Writes out what C's `stdout` has buffered. Not `fflush(NULL)`: that waits for every stream
  /// that some thread is reading from.
  static void flushStdout() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      check("fflush", (int) FFLUSH.invokeExact(state, stdout()), state);
    } catch (Throwable t) {
      throw failure(t);
    }
  }

  /// Makes C's `stdout` write at the end of each line.
  static void bufferLines() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      check(
          "setvbuf",
          (int) SETVBUF.invokeExact(state, stdout(), MemorySegment.NULL, LINE_BUFFERED, 0L),
          state);
    } catch (Throwable t) {
      throw failure(t);
    }
  }

  private static MemorySegment stdout() {
    return STDOUT.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
  }

  private static MethodHandle link(
      String name, FunctionDescriptor function, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), function, options);
  }

  private static int check(String call, int result, MemorySegment state) throws IOException {
    if (result < 0) {
      throw new IOException(call + " failed with errno " + (int) ERRNO.get(state, 0L));
    }
    return result;
  }

  /// Method handles declare every throwable; these functions throw only what [#check] does.
  private static IOException failure(Throwable thrown) {
    return switch (thrown) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> new IOException(thrown);
    };
  }
}
