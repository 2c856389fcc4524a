package org.jlanes.runtime.envelope;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;

/// An object stream that knows the JDK's plain data which is not serializable, moves large arrays
/// out of the stream, and tells which classes and lambdas it met. For one thread; used once.
public final class ObjectWriter extends ObjectOutputStream {
  /// Told what the stream meets while it is written.
  public interface Observer {
    /// The class of an object that is written; for arrays the element type.
    void meets(Class<?> type);

    /// A class that is written itself: as a value, as a superclass, or as the one in which a lambda
    /// was made.
    void mentions(Class<?> type);

    /// A lambda: its capturing class and its implementation method will be needed.
    void meets(SerializedLambda lambda);

    /// For streams that need no closure.
    Observer NONE =
        new Observer() {
          @Override
          public void meets(Class<?> type) {}

          @Override
          public void mentions(Class<?> type) {}

          @Override
          public void meets(SerializedLambda lambda) {}
        };
  }

  /// How a stream that is kept for other kernels, or tells values apart, differs from one that is
  /// sent. A stream written with one is read with [ObjectReader.ClassNames].
  public interface Dialect {
    /// What to write instead of an object; the object itself for nothing else.
    ///
    /// @throws IOException if it cannot be kept
    Object replace(Object value) throws IOException;

    /// What to write instead of the name and description of a class; null for these. A
    /// [#OTHER_NAME] is in it.
    ///
    /// @throws IOException if it cannot be kept
    String name(Class<?> type) throws IOException;
  }

  /// A character that is in no class's name, for the names of a [Dialect].
  public static final char OTHER_NAME = '#';

  private final ByteArrayOutputStream bytes;
  private final Observer observer;
  private final Dialect dialect;
  private final List<MemorySegment> blocks = new ArrayList<>();
  private Object last;
  private boolean failed;

  /// An empty stream.
  public ObjectWriter(Observer observer) throws IOException {
    this(observer, null);
  }

  /// An empty stream in a dialect.
  public ObjectWriter(Observer observer, Dialect dialect) throws IOException {
    this(observer, dialect, new ByteArrayOutputStream(512));
  }

  private ObjectWriter(Observer observer, Dialect dialect, ByteArrayOutputStream bytes)
      throws IOException {
    super(bytes);
    this.bytes = bytes;
    this.observer = observer;
    this.dialect = dialect;
    enableReplaceObject(true);
  }

  /// Serializes one value.
  ///
  /// @throws NotSerializableException if something in it cannot be serialized
  public static Payload write(Object value) throws IOException {
    ObjectWriter writer = new ObjectWriter(Observer.NONE);
    writer.writeObject(value);
    return writer.payload();
  }

  /// Everything written so far. The arrays' contents are not copied: they must not change until the
  /// payload has been sent.
  public Payload payload() throws IOException {
    flush();
    return new Payload(bytes.toByteArray(), List.copyOf(blocks));
  }

  /// The object that was written last: after a [NotSerializableException] the culprit.
  public Object last() {
    return last;
  }

  @Override
  protected Object replaceObject(Object object) throws IOException {
    Object value = object;
    // A stream that fails writes the exception into itself, for the reader.
    failed |= value instanceof ObjectStreamException;
    if (!failed) {
      last = value;
    }
    if (value instanceof SerializedLambda lambda) {
      observer.meets(lambda);
      return dialect == null ? value : dialect.replace(value);
    }
    if (value != null) {
      observer.meets(element(value.getClass()));
    }
    if (dialect != null && !failed) {
      value = dialect.replace(value);
    }
    MemorySegment content = ArrayBlock.bytesOf(value);
    if (content != null) {
      if (content.byteSize() < ArrayBlock.SMALLEST) {
        return value;
      }
      blocks.add(content);
      return ArrayBlock.of(value, blocks.size() - 1);
    }
    return StandIns.of(value);
  }

  @Override
  protected void writeClassDescriptor(ObjectStreamClass description) throws IOException {
    if (dialect == null) {
      super.writeClassDescriptor(description);
      return;
    }
    String name = dialect.name(description.forClass());
    writeBoolean(name != null);
    if (name == null) {
      super.writeClassDescriptor(description);
    } else {
      writeUTF(name);
    }
  }

  @Override
  protected void annotateClass(Class<?> type) {
    observer.mentions(element(type));
  }

  @Override
  protected void annotateProxyClass(Class<?> type) {
    for (Class<?> implemented : type.getInterfaces()) {
      observer.mentions(implemented);
    }
  }

  private static Class<?> element(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element;
  }
}
