package org.jlanes.runtime.envelope;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;

/// Reads what [ObjectWriter] wrote, with the classes of a given loader. For one thread; used once.
public final class ObjectReader extends ObjectInputStream {
  private static final String OURS = "org.jlanes.";

  /// Tells which class [ObjectWriter.Dialect#name] meant.
  public interface ClassNames {
    /// The class of a name.
    ///
    /// @throws ClassNotFoundException if there is none here
    Class<?> named(String name) throws ClassNotFoundException;
  }

  private final ClassLoader loader;
  private final ClassNames names;
  private final Payload payload;

  /// A reader at the start of a payload.
  ///
  /// @throws ClassNotFoundException if a class is unknown here
  public ObjectReader(Payload payload, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    this(payload, loader, null);
  }

  private ObjectReader(Payload payload, ClassLoader loader, ClassNames names)
      throws IOException, ClassNotFoundException {
    super(new ByteArrayInputStream(payload.stream()));
    this.loader = loader;
    this.names = names;
    this.payload = payload;
    enableResolveObject(true);
    if (readBoolean()) {
      FieldWise.read(this);
    }
  }

  /// Reads the single value of a payload, which may be a [PlainLambda], and releases the payload.
  ///
  /// @throws ClassNotFoundException if a class is unknown here
  public static Object read(Payload payload, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    try {
      return PlainLambda.is(payload) ? PlainLambda.read(payload, loader) : object(payload, loader);
    } finally {
      payload.release();
    }
  }

  private static Object object(Payload payload, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    try (ObjectReader reader = new ObjectReader(payload, loader)) {
      return reader.readObject();
    }
  }

  /// Reads the single value of a payload that was written in a dialect, and releases the payload.
  ///
  /// @throws ClassNotFoundException if a class is unknown here
  public static Object read(Payload payload, ClassLoader loader, ClassNames names)
      throws IOException, ClassNotFoundException {
    try (ObjectReader reader = new ObjectReader(payload, loader, names)) {
      return reader.readObject();
    } finally {
      payload.release();
    }
  }

  /// Whether the stream is in a dialect.
  boolean hasDialect() {
    return names != null;
  }

  @Override
  protected ObjectStreamClass readClassDescriptor() throws IOException, ClassNotFoundException {
    return names == null || !readBoolean()
        ? super.readClassDescriptor()
        : ObjectStreamClass.lookupAny(named(readUTF()));
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
    return named(description.getName());
  }

  /// A class by its binary name, or by that of a dialect. Not with `Class.forName`: the JVM would
  /// tie the class to `loader` for as long as that lives.
  Class<?> named(String name) throws ClassNotFoundException {
    if (names != null && name.indexOf(ObjectWriter.OTHER_NAME) >= 0) {
      return names.named(name);
    }
    if (name.startsWith("[")) {
      return array(name);
    }
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      Class<?> primitive = Class.forPrimitiveName(name);
      if (primitive != null) {
        return primitive;
      }
      if (name.startsWith(OURS)) {
        // Stand-ins and exceptions of our own, which user code cannot see.
        return Class.forName(name, false, ObjectReader.class.getClassLoader());
      }
      throw e;
    }
  }

  /// The class of an array by its name, `[[I` or `[Ljava.lang.String;`.
  private Class<?> array(String name) throws ClassNotFoundException {
    String element = name.substring(name.lastIndexOf('[') + 1);
    Class<?> type =
        element.startsWith("L")
            ? named(element.substring(1, element.length() - 1))
            : Class.forName("[" + element).componentType();
    for (int i = 0; i < name.length() - element.length(); i++) {
      type = type.arrayType();
    }
    return type;
  }

  @Override
  protected Class<?> resolveProxyClass(String[] names) throws ClassNotFoundException {
    Class<?>[] interfaces = new Class<?>[names.length];
    for (int i = 0; i < names.length; i++) {
      interfaces[i] = named(names[i]);
    }
    // Proxy.getProxyClass is deprecated; an instance has the class that is wanted.
    return Proxy.newProxyInstance(loader, interfaces, (proxy, method, arguments) -> null)
        .getClass();
  }

  @Override
  protected Object resolveObject(Object value) throws IOException {
    // No pattern switch: that would make a class at its first use, which a starting worker waits
    // for.
    if (value instanceof ArrayBlock block) {
      return block.array(payload);
    } else if (value instanceof SegmentBlock block) {
      return block.segment(payload);
    }
    return value instanceof SharedRegion.Ticket ticket ? ticket.region() : value;
  }
}
