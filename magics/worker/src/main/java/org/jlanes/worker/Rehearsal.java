package org.jlanes.worker;

import java.io.IOException;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.ObjectReader;
import org.jlanes.runtime.envelope.ObjectWriter;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.weave.LambdaSpec;
import org.jlanes.runtime.weave.StopCheck;

/// Does once, while a worker starts, what its first body would otherwise have to wait for: making
/// the class of a lambda that comes in an object stream, the stop check, looking at a thread's CPU
/// time. The JDK sets much up at the first use of each, some 50 ms together; the main thread
/// connects meanwhile.
final class Rehearsal implements Runnable {
  /// Is to a body what the kernel's entry is to one.
  private static final class Sample implements Entry {
    private static final long serialVersionUID = 1L;

    private final Entry body;

    Sample(Entry body) {
      this.body = body;
    }

    @Override
    public Object run(Object item, int index, WorkerIdentity worker) throws Throwable {
      return body.run(item, index, worker);
    }
  }

  @Override
  public void run() {
    try {
      make();
      StopCheck.check();
      long _ = CpuClock.now();
      long _ = ProcessHandle.current().pid();
      read();
    } catch (Throwable e) {
      // A body that needs what failed here will say so.
      System.getLogger(Rehearsal.class.getName())
          .log(System.Logger.Level.DEBUG, "the rehearsal", e);
    }
  }

  private static void read() throws IOException, ReflectiveOperationException {
    Entry entry = new Sample((item, index, worker) -> item);
    Payload payload = ObjectWriter.payload(lambda -> true, out -> out.writeObject(entry));
    try (ObjectReader in = new ObjectReader(payload, Rehearsal.class.getClassLoader())) {
      Object _ = in.readObject();
    }
  }

  /// The lambdas of this class are in the AOT cache; one that is made by hand, as those of shipped
  /// classes are, is not.
  private static void make() throws Throwable {
    String signature =
        MethodType.methodType(Object.class, Object.class, int.class, WorkerIdentity.class)
            .descriptorString();
    String here = name(Rehearsal.class);
    Object _ =
        LambdaSpec.rebuild(
            new SerializedLambda(
                Rehearsal.class,
                name(Entry.class),
                "run",
                signature,
                MethodHandleInfo.REF_invokeStatic,
                here,
                "body",
                signature,
                signature,
                new Object[0]),
            MethodHandles.lookup());
  }

  private static String name(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // found by its name and type
  private static Object body(Object item, int index, WorkerIdentity worker) {
    return item;
  }
}
