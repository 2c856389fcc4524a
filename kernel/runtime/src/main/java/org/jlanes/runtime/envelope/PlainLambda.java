package org.jlanes.runtime.envelope;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.StreamCorruptedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// A lambda of a woven class that has captured nothing but [PlainValues], as a payload without an
/// object stream: most bodies and tasks are such lambdas, and the JDK's streams take a worker that
/// starts ten milliseconds, of which a good part goes into a logger of theirs. Stateless; any
/// thread.
public final class PlainLambda {
  /// No object stream begins so.
  private static final short MAGIC = 0x4A4C;

  private static final String OURS = "org.jlanes.";

  private static final ClassValue<Optional<Method>> FORMS =
      new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> type) {
          try {
            Method method = type.getDeclaredMethod("writeReplace");
            method.setAccessible(true);
            return Optional.of(method);
          } catch (NoSuchMethodException | RuntimeException e) {
            // No serializable lambda, or one of a library that lets nobody see it.
            return Optional.empty();
          }
        }
      };

  private static final ClassValue<EntryMaker> MAKERS =
      new ClassValue<>() {
        @Override
        protected EntryMaker computeValue(Class<?> type) {
          try {
            return (EntryMaker)
                MethodHandles.publicLookup()
                    .findConstructor(
                        type.asSubclass(EntryMaker.class), MethodType.methodType(void.class))
                    .invoke();
          } catch (Throwable e) {
            throw new IllegalStateException(type + " is no maker of entries", e);
          }
        }
      };

  private PlainLambda() {}

  /// The payload of a lambda, as [ObjectReader#read(Payload, ClassLoader)] takes it.
  ///
  /// @param observer told of the lambda; says whether its class is woven
  /// @return null if the value is no such lambda
  public static Payload of(Object value, ObjectWriter.Observer observer) {
    return write("", value, observer);
  }

  /// The payload of a body that is a lambda, for [#entry].
  ///
  /// @param maker makes the entry of it
  /// @param observer as for [#of]
  /// @return null if the value is no such lambda
  public static Payload body(
      Object value, Class<? extends EntryMaker> maker, ObjectWriter.Observer observer) {
    return write(maker.getName(), value, observer);
  }

  private static Payload write(String maker, Object value, ObjectWriter.Observer observer) {
    SerializedLambda form = form(value);
    if (form == null) {
      return null;
    }
    Object[] captured = new Object[form.getCapturedArgCount()];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = form.getCapturedArg(i);
      if (!PlainValues.has(captured[i])) {
        return null;
      }
    }
    return observer.meets(form) ? new Payload(bytes(maker, form, captured), List.of()) : null;
  }

  private static SerializedLambda form(Object value) {
    if (value == null || !value.getClass().isHidden()) {
      return null;
    }
    Method form = FORMS.get(value.getClass()).orElse(null);
    try {
      return form != null && form.invoke(value) instanceof SerializedLambda lambda ? lambda : null;
    } catch (ReflectiveOperationException e) {
      // The object stream will say what is wrong with it.
      return null;
    }
  }

  private static byte[] bytes(String maker, SerializedLambda form, Object[] captured) {
    var bytes = new ByteArrayOutputStream(512);
    var out = new DataOutputStream(bytes);
    try {
      out.writeShort(MAGIC);
      out.writeUTF(maker);
      WovenLambda.write(form, out);
      PlainColumn column = new PlainColumn.Objects(captured);
      ByteBuffer values = ByteBuffer.allocate((int) PlainValues.bytes(column));
      PlainValues.write(column, values);
      out.write(values.array());
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /// Whether a payload is one.
  public static boolean is(Payload payload) {
    byte[] stream = payload.stream();
    return stream.length > 1 && (stream[0] << Byte.SIZE | stream[1] & 0xFF) == MAGIC;
  }

  /// The lambda again.
  ///
  /// @throws ClassNotFoundException if a class is unknown here
  static Object read(Payload payload, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    DataInputStream in = after(payload);
    String _ = in.readUTF();
    return lambda(in, loader);
  }

  /// What calls the lambda of [#body].
  ///
  /// @throws ClassNotFoundException if a class is unknown here
  public static Entry entry(Payload payload, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    DataInputStream in = after(payload);
    String name = in.readUTF();
    if (!name.startsWith(OURS)) {
      throw new StreamCorruptedException("`" + name + "` makes no entries");
    }
    Class<?> maker = Class.forName(name, false, PlainLambda.class.getClassLoader());
    return MAKERS.get(maker).entry(lambda(in, loader));
  }

  private static DataInputStream after(Payload payload) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(payload.stream()));
    short _ = in.readShort();
    return in;
  }

  private static Object lambda(DataInputStream in, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    WovenLambda.Read form = WovenLambda.read(in, loader::loadClass);
    try {
      PlainColumn captured = PlainValues.read(ByteBuffer.wrap(in.readAllBytes()));
      Object[] values = new Object[captured.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = captured.get(i);
      }
      return form.lambda(values);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new InvalidObjectException("the captured values are damaged", e);
    }
  }
}
