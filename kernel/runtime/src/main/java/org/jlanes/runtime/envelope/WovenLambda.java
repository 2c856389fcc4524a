package org.jlanes.runtime.envelope;

import java.io.DataInput;
import java.io.DataOutput;
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

  /// Finds a class by its binary name.
  @FunctionalInterface
  interface Classes {
    /// The class.
    ///
    /// @throws ClassNotFoundException if there is none here
    Class<?> named(String name) throws ClassNotFoundException;
  }

  /// A lambda that was read, but for what it has captured.
  ///
  /// @param names interface, its method and signature; class of the body, its name and signature;
  ///   the type that the interface's method has for this lambda
  /// @param kind of the body, as `MethodHandleInfo` counts
  record Read(Class<?> capturing, String[] names, int kind) {
    /// The lambda.
    ///
    /// @throws ObjectStreamException if its class has no such lambda
    Object lambda(Object[] captured) throws ObjectStreamException {
      SerializedLambda form =
          new SerializedLambda(
              capturing, names[0], names[1], names[2], kind, names[3], names[4], names[5], names[6],
              captured);
      try {
        return (Object) REBUILD.get(capturing).invokeExact(form);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new InvalidObjectException("the lambda cannot be made again: " + e, e);
      }
    }
  }

  private transient SerializedLambda form;
  private transient Read read;
  private transient Object[] captured;

  /// For the object stream.
  public WovenLambda() {}

  /// @param form of a lambda whose capturing class is woven wherever it is read
  WovenLambda(SerializedLambda form) {
    this.form = form;
  }

  /// Writes a lambda, but for what it has captured.
  static void write(SerializedLambda form, DataOutput out) throws IOException {
    out.writeUTF(form.getCapturingClass());
    out.writeUTF(form.getFunctionalInterfaceClass());
    out.writeUTF(form.getFunctionalInterfaceMethodName());
    out.writeUTF(form.getFunctionalInterfaceMethodSignature());
    out.writeUTF(form.getImplClass());
    out.writeUTF(form.getImplMethodName());
    out.writeUTF(form.getImplMethodSignature());
    out.writeUTF(form.getInstantiatedMethodType());
    out.writeByte(form.getImplMethodKind());
  }

  /// Reads what [#write] has written.
  ///
  /// @throws ClassNotFoundException if the capturing class is unknown here
  static Read read(DataInput in, Classes classes) throws IOException, ClassNotFoundException {
    Class<?> capturing = classes.named(in.readUTF().replace('/', '.'));
    String[] names = new String[7];
    for (int i = 0; i < names.length; i++) {
      names[i] = in.readUTF();
    }
    return new Read(capturing, names, in.readUnsignedByte());
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    write(form, out);
    int count = form.getCapturedArgCount();
    out.writeByte(count);
    for (int i = 0; i < count; i++) {
      out.writeObject(form.getCapturedArg(i));
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
    read = read(in, ((ObjectReader) in)::named);
    // A lambda has at most 254 of them, as a method has parameters.
    captured = new Object[in.readUnsignedByte()];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = in.readObject();
    }
  }

  private Object readResolve() throws ObjectStreamException {
    return read.lambda(captured);
  }
}
