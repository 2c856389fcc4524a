package org.jlanes.runtime.output;

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
import java.util.Arrays;
import java.util.Optional;

/// The few functions of the C library on file descriptors that Java has no words for. Any thread.
///
/// Linking a function costs the JVM ten milliseconds for each signature that it has not seen, and a
/// kernel's first cell waits for it. So all are called with one: four arguments and a result of 64
/// bits. The calling conventions of System V, of ARM and of Windows have such arguments in
/// registers of their own; a function looks at no register, and no half of one, that it does not
/// expect.
@SuppressWarnings("restricted") // what it is for
final class Posix {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
  private static final FunctionDescriptor SIGNATURE =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private static final MethodHandle PIPE = link("pipe");
  private static final MethodHandle DUP = link("dup");
  private static final MethodHandle DUP2 = link("dup2");
  private static final MethodHandle CLOSE = link("close");
  private static final MethodHandle WRITE = link("write");
  private static final MethodHandle FFLUSH = link("fflush");
  private static final MethodHandle SETVBUF = link("setvbuf");

  /// Has arguments that are not named, which ARM's convention on macOS passes otherwise.
  private static final MethodHandle FCNTL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("fcntl"),
          SIGNATURE,
          CAPTURE,
          Linker.Option.firstVariadicArg(2));

  /// Linux only.
  private static final Optional<MethodHandle> TEE =
      LINKER
          .defaultLookup()
          .find("tee")
          .map(function -> LINKER.downcallHandle(function, SIGNATURE, CAPTURE));

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
    try (Call call = new Call()) {
      MemorySegment ends = call.arena.allocate(JAVA_INT, 2);
      call.run("pipe", PIPE, ends.address());
      Pipe made = new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
      closeOnExec(call, made.readEnd);
      closeOnExec(call, made.writeEnd);
      return made;
    }
  }

  /// Another descriptor for the same open file, closed in programs that are started.
  static int duplicate(int descriptor) throws IOException {
    try (Call call = new Call()) {
      int copy = call.run("dup", DUP, descriptor);
      closeOnExec(call, copy);
      return copy;
    }
  }

  /// Makes `descriptor` another name for the open file of `with`.
  static void replace(int descriptor, int with) throws IOException {
    try (Call call = new Call()) {
      call.run("dup2", DUP2, with, descriptor);
    }
  }

  private static void closeOnExec(Call call, int descriptor) throws IOException {
    call.run("fcntl", FCNTL, descriptor, SET_FLAGS, CLOSE_ON_EXEC);
  }

  /// Closes a descriptor.
  static void close(int descriptor) throws IOException {
    try (Call call = new Call()) {
      call.run("close", CLOSE, descriptor);
    }
  }

  /// Writes all of these bytes; blocks while there is no room.
  static void write(int descriptor, byte[] bytes, int offset, int length) throws IOException {
    try (Call call = new Call()) {
      MemorySegment text = call.arena.allocate(length);
      MemorySegment.copy(bytes, offset, text, JAVA_BYTE, 0, length);
      long done = 0;
      while (done < length) {
        done += call.whole("write", WRITE, descriptor, text.address() + done, length - done);
      }
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
    try (Call call = new Call()) {
      return (int) call.whole("tee", TEE.orElseThrow(), from, to, most);
    }
  }

  /// Writes out what C's `stdout` has buffered. Not `fflush(NULL)`: that waits for every stream
  /// that some thread is reading from.
  static void flushStdout() throws IOException {
    try (Call call = new Call()) {
      call.run("fflush", FFLUSH, stdout());
    }
  }

  /// Makes C's `stdout` write at the end of each line.
  static void bufferLines() throws IOException {
    try (Call call = new Call()) {
      call.run("setvbuf", SETVBUF, stdout(), 0, LINE_BUFFERED);
    }
  }

  private static long stdout() {
    return STDOUT.reinterpret(JAVA_LONG.byteSize()).get(JAVA_LONG, 0);
  }

  private static MethodHandle link(String name) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), SIGNATURE, CAPTURE);
  }

  /// The memory of a call. For one thread, to be closed.
  private static final class Call implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment state = arena.allocate(STATE);

    /// Calls a function whose result is an `int`.
    ///
    /// @param name for the message
    /// @throws IOException if it is negative
    int run(String name, MethodHandle function, long... arguments) throws IOException {
      int result = (int) invoke(function, arguments);
      if (result < 0) {
        throw new IOException(name + " failed with errno " + (int) ERRNO.get(state, 0L));
      }
      return result;
    }

    /// Calls a function whose result is a `ssize_t`, again when a signal has interrupted it.
    long whole(String name, MethodHandle function, long... arguments) throws IOException {
      while (true) {
        long result = invoke(function, arguments);
        if (result >= 0) {
          return result;
        }
        if ((int) ERRNO.get(state, 0L) != INTERRUPTED) {
          throw new IOException(name + " failed with errno " + (int) ERRNO.get(state, 0L));
        }
      }
    }

    private long invoke(MethodHandle function, long[] arguments) throws IOException {
      long[] all = Arrays.copyOf(arguments, 4);
      try {
        return (long) function.invokeExact(state, all[0], all[1], all[2], all[3]);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        // Method handles declare every throwable; these functions throw none.
        throw new IOException(e);
      }
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}
