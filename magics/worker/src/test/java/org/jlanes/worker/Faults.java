package org.jlanes.worker;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// What a body can do to its worker, done for real. Called in workers.
@SuppressWarnings("restricted") // C can do what Java cannot
final class Faults {
  private static final List<byte[]> HOARD = new ArrayList<>();

  private Faults() {}

  /// A function of the C library.
  private static Object c(String name, FunctionDescriptor type, Object... arguments)
      throws Throwable {
    Linker linker = Linker.nativeLinker();
    MemorySegment function = linker.defaultLookup().find(name).orElseThrow();
    return linker.downcallHandle(function, type).invokeWithArguments(arguments);
  }

  /// Ends the process as `kill` of a number does. Does not return.
  static void signal(int number) throws Exception {
    long pid = ProcessHandle.current().pid();
    new ProcessBuilder("kill", "-" + number, "" + pid).start().waitFor();
    Thread.sleep(600_000);
  }

  /// Not by a call that is woven.
  static void halt(int status) throws ReflectiveOperationException {
    Runtime.class.getMethod("halt", int.class).invoke(Runtime.getRuntime(), status);
  }

  /// From another thread, past the weaver, with a hook that exits again.
  static void exitTwice() throws Exception {
    var exit = System.class.getMethod("exit", int.class);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              try {
                halt(6);
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            }));
    Thread.ofPlatform()
        .start(() -> {
          try {
            exit.invoke(null, 5);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        });
    Thread.sleep(600_000);
  }

  /// Writes where nothing is.
  static void crash() {
    System.err.println("about to write to nowhere");
    MemorySegment.ofAddress(16).reinterpret(8).set(ValueLayout.JAVA_LONG, 0, 1);
  }

  static void abort() throws Throwable {
    c("abort", FunctionDescriptor.ofVoid());
  }

  /// The descriptors of this process's sockets: its connection to the kernel.
  private static List<Integer> sockets() throws IOException {
    List<Integer> sockets = new ArrayList<>();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : open.toList()) {
        if (Files.isSymbolicLink(each)
            && Files.readSymbolicLink(each).toString().startsWith("socket:")) {
          sockets.add(Integer.parseInt(each.getFileName().toString()));
        }
      }
    }
    return sockets;
  }

  /// Writes into the connection what is no frame.
  static void babble() throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment garbage = arena.allocateFrom("this is certainly not a frame of anybody's");
      for (int socket : sockets()) {
        var write =
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG);
        c("write", write, socket, garbage, garbage.byteSize());
      }
    }
    Thread.sleep(600_000);
  }

  /// Ends the connection, but not the process.
  static void hangUp() throws Throwable {
    for (int socket : sockets()) {
      var shutdown =
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
      c("shutdown", shutdown, socket, 2);
    }
    Thread.sleep(600_000);
  }

  @SuppressWarnings("InfiniteRecursion") // the fault
  static int recurse(int n) {
    return recurse(n + 1) + 1;
  }

  /// Fills the heap for good.
  static void hoard() {
    while (true) {
      HOARD.add(new byte[1 << 16]);
    }
  }

  /// Takes two locks in one order while another thread takes them in the other.
  static int deadlock() throws Exception {
    Object left = new StringBuilder("left");
    Object right = new ArrayDeque<>();
    CountDownLatch both = new CountDownLatch(2);
    Thread.ofPlatform().name("opponent").daemon().start(() -> lock(right, left, both));
    return lock(left, right, both);
  }

  private static int lock(Object first, Object second, CountDownLatch both) {
    synchronized (first) {
      both.countDown();
      while (both.getCount() > 0) {
        Thread.onSpinWait();
      }
      synchronized (second) {
        return 1;
      }
    }
  }

  /// Starts a process as C does, which outlives its parent and holds this one's streams open.
  static void breed(String id) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment command = arena.allocateFrom("sleep 600 & echo $! >" + id);
      c("system", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS), command);
    }
  }

  /// Throws an exception whose class is made here and nowhere else.
  static void ghost() throws Exception {
    ClassDesc runtimeException = ClassDesc.of("java.lang.RuntimeException");
    var takesText = MethodTypeDesc.of(ConstantDescs.CD_void, CD_String);
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of("Ghost"),
                c ->
                    c.withSuperclass(runtimeException)
                        .withFlags(ClassFile.ACC_PUBLIC)
                        .withMethodBody(
                            INIT_NAME,
                            MTD_void,
                            ClassFile.ACC_PUBLIC,
                            code ->
                                code.aload(0)
                                    .loadConstant("only here")
                                    .invokespecial(runtimeException, INIT_NAME, takesText)
                                    .return_()));
    var loader =
        new ClassLoader(Faults.class.getClassLoader()) {
          Class<?> define() {
            return defineClass("Ghost", bytes, 0, bytes.length);
          }
        };
    throw (RuntimeException) loader.define().getConstructor().newInstance();
  }

  /// Its first use fails, as does each later one.
  static final class Broken {
    static final int VALUE = Integer.parseInt("no number");

    private Broken() {}
  }

  /// Its first use ends the worker.
  static final class Deadly {
    static final int VALUE = die();

    private Deadly() {}

    private static int die() {
      try {
        Bench.die();
        return 0;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// Ends the worker while it is read or written there.
  static final class Passenger implements Serializable {
    private static final long serialVersionUID = 1;

    private final boolean deadly;

    Passenger(boolean deadly) {
      this.deadly = deadly;
    }

    private void writeObject(ObjectOutputStream out) throws Exception {
      out.defaultWriteObject();
      // More than the buffers on the way hold.
      out.write(new byte[1 << 19]);
      if (deadly && isWorker()) {
        Bench.die();
      }
    }

    private void readObject(ObjectInputStream in) throws Exception {
      in.defaultReadObject();
      in.readNBytes(1 << 19);
      if (deadly && isWorker()) {
        Bench.die();
      }
    }

    private static boolean isWorker() {
      return System.getProperty("sun.java.command", "").contains("WorkerMain");
    }
  }
}
