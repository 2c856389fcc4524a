package org.jlanes.runtime.envelope;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamException;
import java.io.StreamCorruptedException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// An object stream that also takes objects that are not serializable ([Travel]), moves large
/// arrays out of the stream, and tells which classes and lambdas it met. For one thread; used once.
public final class ObjectWriter extends ObjectOutputStream {
  /// Told what the stream meets while it is written.
  @FunctionalInterface
  public interface Observer {
    /// The class of an object that is written; for arrays the element type.
    default void meets(Class<?> type) {}

    /// A class that is written itself: as a value, as a superclass, or as the one in which a lambda
    /// was made.
    default void mentions(Class<?> type) {}

    /// A lambda: its capturing class and its implementation method will be needed.
    ///
    /// @return whether that class is woven, here and wherever the stream is read
    boolean meets(SerializedLambda lambda);

    /// For streams that need no closure.
    Observer NONE = lambda -> false;
  }

  /// Writes what a stream is to hold. Called again if it turns out that some of it must come first;
  /// it writes the same then.
  ///
  /// @param <E> what it throws besides
  @FunctionalInterface
  public interface Script<E extends Exception> {
    /// Writes it.
    void write(ObjectWriter out) throws IOException, E;
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
  private final List<SharedRegion> regions = new ArrayList<>();

  /// The objects that go field by field and stand at the beginning; null as long as they are only
  /// looked for.
  private final Set<Object> planned;

  /// Those that were found.
  private final List<Object> found = new ArrayList<>();

  private Object last;
  private boolean failed;

  private ObjectWriter(
      Observer observer, Dialect dialect, List<Object> plan, ByteArrayOutputStream bytes)
      throws IOException {
    super(bytes);
    this.bytes = bytes;
    this.observer = observer;
    this.dialect = dialect;
    enableReplaceObject(true);
    writeBoolean(plan != null);
    if (plan == null) {
      planned = null;
    } else {
      planned = Collections.newSetFromMap(new IdentityHashMap<>());
      planned.addAll(plan);
      FieldWise.write(this, plan);
    }
  }

  /// Serializes what a script writes. The arrays' contents are not copied: they must not change
  /// until the payload has been sent.
  ///
  /// @throws NotSerializableException if something in it cannot be sent
  public static <E extends Exception> Payload payload(Observer observer, Script<E> script)
      throws IOException, E {
    return payload(observer, null, script);
  }

  /// The same in a dialect, or in none (null).
  public static <E extends Exception> Payload payload(
      Observer observer, Dialect dialect, Script<E> script) throws IOException, E {
    var out = new ObjectWriter(observer, dialect, null, new ByteArrayOutputStream(512));
    script.write(out);
    if (!out.found.isEmpty()) {
      out = new ObjectWriter(observer, dialect, out.found, new ByteArrayOutputStream(512));
      script.write(out);
    }
    out.flush();
    return new Payload(out.bytes.toByteArray(), List.copyOf(out.blocks));
  }

  /// Serializes one value.
  ///
  /// @throws NotSerializableException if something in it cannot be sent
  public static Payload write(Object value) throws IOException {
    return payload(Observer.NONE, out -> out.writeObject(value));
  }

  /// Writes an item or a result. Not an `Object` and nothing else: all that it has is its identity,
  /// which does not survive the journey.
  public void writeWhole(Object value) throws IOException {
    if (value != null && value.getClass() == Object.class) {
      last = value;
      throw new NotSerializableException(Object.class.getName());
    }
    writeObject(value);
  }

  /// How many bytes have been written, large arrays left out.
  public int position() throws IOException {
    flush();
    return bytes.size();
  }

  /// How many large arrays have been written.
  public int blockCount() {
    return blocks.size();
  }

  /// The shared memory that what was written refers to.
  public List<SharedRegion> regions() {
    return List.copyOf(regions);
  }

  /// The object that was written last: after a [NotSerializableException] the culprit.
  public Object last() {
    return last;
  }

  @Override
  protected Object replaceObject(Object object) throws IOException {
    // A stream that fails writes the exception into itself, for the reader.
    failed |= object instanceof ObjectStreamException;
    if (!failed) {
      last = object;
    }
    if (object instanceof SerializedLambda lambda) {
      boolean woven = observer.meets(lambda);
      if (dialect != null) {
        return dialect.replace(lambda);
      }
      return woven ? new WovenLambda(lambda) : lambda;
    }
    if (object == null) {
      return null;
    }
    observer.meets(element(object.getClass()));
    Object value = dialect == null || failed ? object : dialect.replace(object);
    if (value instanceof SharedRegion region) {
      return ticket(region);
    } else if (value instanceof MemorySegment segment) {
      blocks.add(SegmentBlock.content(segment));
      return SegmentBlock.of(segment, blocks.size() - 1);
    }
    return travelling(value);
  }

  private Object ticket(SharedRegion region) throws IOException {
    if (dialect != null) {
      throw new InvalidObjectException(
          "it is a shared array, whose content may change at any time, so that nobody can tell"
              + " later what a result was made of. Use a copy, which toArray() makes");
    }
    regions.add(region);
    return region.ticket();
  }

  private Object travelling(Object value) throws IOException {
    Class<?> type = value.getClass();
    return switch (Travel.of(type)) {
      case AS_IS -> value;
      case ARRAY -> array(value);
      case STAND_IN -> StandIns.of(value);
      case BY_FIELDS -> fieldWise(value);
      case BY_COMPONENTS -> new FieldWise.OfRecord(value);
      case STAYS -> throw new NotSerializableException(type.getName());
    };
  }

  private Object array(Object value) {
    MemorySegment content = ArrayBlock.bytesOf(value);
    if (content == null || content.byteSize() < ArrayBlock.SMALLEST) {
      return value;
    }
    blocks.add(content);
    return ArrayBlock.of(value, blocks.size() - 1);
  }

  private Object fieldWise(Object value) throws IOException {
    Shape shape = Shape.of(value.getClass());
    String constant = shape.constant(value);
    if (constant != null) {
      return new FieldWise.Constant(shape, constant);
    }
    if (planned == null) {
      return new FieldWise.Found(value, found);
    }
    if (!planned.contains(value)) {
      throw new StreamCorruptedException(
          "another thread changed the value while it was written: a "
              + Hindrance.type(value)
              + " was not there before");
    }
    return new FieldWise.Blank(shape);
  }

  /// Whether the stream is in a dialect.
  boolean hasDialect() {
    return dialect != null;
  }

  /// The name to write for a class of which nothing else is written.
  String name(Class<?> type) throws IOException {
    String other = dialect == null ? null : dialect.name(type);
    return other == null ? type.getName() : other;
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
