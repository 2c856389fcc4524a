package org.jlanes.worker;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.ObjectReader;
import org.jlanes.runtime.envelope.ObjectWriter;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.envelope.StaticState;
import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.weave.Weaver;

/// Does once, while a worker starts, what its first body would otherwise have to wait for: reading
/// a body that is a lambda, making its class, weaving a shipped one, looking at a thread's CPU
/// time. The JDK sets much up at the first use of each, some 50 ms together; the main thread
/// connects meanwhile.
final class Rehearsal implements Runnable {
  private static final ClassDesc NAME = ClassDesc.of("org.jlanes.worker.Rehearsed");

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
      read();
      byte[] _ = Weaver.weave(StaticState.settable(sample()));
      long _ = CpuClock.now();
    } catch (Throwable e) {
      // A body that needs what failed here will say so.
      System.getLogger(Rehearsal.class.getName())
          .log(System.Logger.Level.DEBUG, "the rehearsal", e);
    }
  }

  private static void read() throws IOException, ReflectiveOperationException {
    Entry entry = new Sample((item, index, worker) -> item);
    Payload payload =
        ObjectWriter.payload(ObjectWriter.Observer.NONE, out -> out.writeObject(entry));
    try (ObjectReader in = new ObjectReader(payload, Rehearsal.class.getClassLoader())) {
      Object _ = in.readObject();
    }
  }

  /// The lambdas of this class are in the AOT cache; one that is made by hand is not.
  private static void make() throws Throwable {
    MethodHandles.Lookup here = MethodHandles.lookup();
    MethodType type =
        MethodType.methodType(Object.class, Object.class, int.class, WorkerIdentity.class);
    MethodHandle body = here.findStatic(Rehearsal.class, "body", type);
    Object _ =
        LambdaMetafactory.altMetafactory(
                here,
                "run",
                MethodType.methodType(Entry.class),
                type,
                body,
                type,
                LambdaMetafactory.FLAG_SERIALIZABLE)
            .getTarget()
            .invoke();
  }

  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // found by its name and type
  private static Object body(Object item, int index, WorkerIdentity worker) {
    return item;
  }

  private static byte[] sample() {
    return ClassFile.of()
        .build(
            NAME,
            c ->
                c.withMethodBody(
                    "twice",
                    MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int),
                    ACC_PUBLIC | ACC_STATIC,
                    code -> code.iload(0).iconst_2().imul().ireturn()));
  }
}
