package org.jlanes.runtime.envelope;

import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectStreamException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;

/// Stands in an object stream for a lambda of a woven class, instead of the JDK's form of it, which
/// goes by reflection and with a description of the capturing class: every run sends a lambda, and
/// in code that is not compiled yet the JDK's form takes longer than all the rest of its stream.
///
/// The lambda is made by the `$deserializeLambda$` of its class, as with the JDK's form; others
/// than woven classes may not let us call theirs.
final class WovenLambda implements Externalizable {
  private static final long serialVersionUID = 1L;

  private static final String METHOD = "$deserializeLambda$";

  private static final ClassValue<MethodHandle> REBUILD =
      new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> capturing) {
          try {
            MethodType type = MethodType.methodType(Object.class, SerializedLambda.class);
            return MethodHandles.privateLookupIn(capturing, MethodHandles.lookup())
                .findStatic(capturing, METHOD, type);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(capturing + " is not woven", e);
          }
        }
      };

  private transient SerializedLambda form;

  /// Where it is read.
  private transient Class<?> capturing;

  /// For the object stream.
  public WovenLambda() {}

  /// @param form of a lambda whose capturing class is woven wherever it is read
  WovenLambda(SerializedLambda form) {
    this.form = form;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeUTF(form.getCapturingClass());
    out.writeUTF(form.getFunctionalInterfaceClass());
    out.writeUTF(form.getFunctionalInterfaceMethodName());
    out.writeUTF(form.getFunctionalInterfaceMethodSignature());
    out.writeByte(form.getImplMethodKind());
    out.writeUTF(form.getImplClass());
    out.writeUTF(form.getImplMethodName());
    out.writeUTF(form.getImplMethodSignature());
    out.writeUTF(form.getInstantiatedMethodType());
    int captured = form.getCapturedArgCount();
    out.writeByte(captured);
    for (int i = 0; i < captured; i++) {
      out.writeObject(form.getCapturedArg(i));
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
    capturing = ((ObjectReader) in).named(in.readUTF().replace('/', '.'));
    String function = in.readUTF();
    String method = in.readUTF();
    String signature = in.readUTF();
    int kind = in.readUnsignedByte();
    String owner = in.readUTF();
    String body = in.readUTF();
    String type = in.readUTF();
    String instantiated = in.readUTF();
    // A lambda has at most 254 of them, as a method has parameters.
    Object[] captured = new Object[in.readUnsignedByte()];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = in.readObject();
    }
    form =
        new SerializedLambda(
            capturing,
            function,
            method,
            signature,
            kind,
            owner,
            body,
            type,
            instantiated,
            captured);
  }

  private Object readResolve() throws ObjectStreamException {
    try {
      return (Object) REBUILD.get(capturing).invokeExact(form);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new InvalidObjectException("the lambda cannot be made again: " + e, e);
    }
  }
}
