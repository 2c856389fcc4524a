package org.jlanes.runtime.envelope;

import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serial;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import sun.reflect.ReflectionFactory;

/// What the objects of a class consist of, for those that are sent field by field. Stands in a
/// stream once for each class. Immutable but while it is read; any thread.
///
/// Instances are made as an object stream makes them, without running a constructor of theirs; a
/// record by its canonical constructor, since nothing else can set its fields.
final class Shape implements Externalizable {
  private static final ClassValue<Shape> KNOWN =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return new Shape(type);
        }
      };

  private Class<?> type;
  private Field[] fields;
  private Constructor<?> constructor;
  private Field[] constants;

  /// For the stream that reads it.
  public Shape() {}

  private Shape(Class<?> type) {
    this.type = type;
    this.fields = type.isRecord() ? components(type) : fields(type);
    try {
      for (Field field : fields) {
        field.setAccessible(true);
      }
      this.constructor = constructor(type);
      this.constants = constants();
    } catch (InaccessibleObjectException e) {
      // A module of the user's that opens its packages to nobody.
      this.fields = null;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("no class is without it: " + type, e);
    }
  }

  /// The shape of a class.
  ///
  /// @throws NotSerializableException if its fields cannot be read
  static Shape of(Class<?> type) throws NotSerializableException {
    Shape shape = KNOWN.get(type);
    if (shape.fields == null) {
      throw new NotSerializableException(type.getName());
    }
    return shape;
  }

  private static Field[] components(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Field[] fields = new Field[components.length];
    for (int i = 0; i < fields.length; i++) {
      try {
        fields[i] = type.getDeclaredField(components[i].getName());
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException("no record is without it: " + components[i], e);
      }
    }
    return fields;
  }

  /// Those of the class and its superclasses, in an order that another JVM finds too.
  private static Field[] fields(Class<?> type) {
    List<Field> all = new ArrayList<>();
    for (Class<?> c = type; c != null && !Travel.isOfJdk(c); c = c.getSuperclass()) {
      Arrays.stream(c.getDeclaredFields())
          .filter(Travel::isState)
          .sorted(Comparator.comparing(Field::getName))
          .forEach(all::add);
    }
    return all.toArray(Field[]::new);
  }

  private static Constructor<?> constructor(Class<?> type) throws NoSuchMethodException {
    if (!type.isRecord()) {
      return Modifier.isAbstract(type.getModifiers())
          ? null
          : ReflectionFactory.getReflectionFactory()
              .newConstructorForSerialization(type, Object.class.getDeclaredConstructor());
    }
    Constructor<?> canonical =
        type.getDeclaredConstructor(
            Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
    canonical.setAccessible(true);
    return canonical;
  }

  /// The constants of a class which nobody but itself can make objects of, and which never change:
  /// code compares with them, so that a copy would be another thing.
  private Field[] constants() {
    try {
      return onlyItsOwn() ? ownConstants() : new Field[0];
    } catch (LinkageError e) {
      // One of its constructors is for users of a class that is not here.
      return new Field[0];
    }
  }

  private boolean onlyItsOwn() {
    return Arrays.stream(type.getDeclaredConstructors())
            .allMatch(c -> Modifier.isPrivate(c.getModifiers()))
        && Arrays.stream(fields).allMatch(f -> Modifier.isFinal(f.getModifiers()));
  }

  private Field[] ownConstants() {
    Field[] own =
        Arrays.stream(type.getDeclaredFields())
            .filter(f -> Modifier.isStatic(f.getModifiers()) && Modifier.isFinal(f.getModifiers()))
            .filter(f -> f.getType().isAssignableFrom(type) && !f.getType().isPrimitive())
            .toArray(Field[]::new);
    for (Field field : own) {
      field.setAccessible(true);
    }
    return own;
  }

  /// The fields that make up an object.
  Field[] fields() {
    return fields;
  }

  /// The name of the constant that an object is, or null.
  @SuppressWarnings("ReferenceEquality") // asks for this very object
  String constant(Object object) {
    try {
      for (Field constant : constants) {
        if (constant.get(null) == object) {
          return constant.getName();
        }
      }
      return null;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("made accessible before", e);
    }
  }

  /// A constant of the class.
  Object constant(String name) throws InvalidClassException {
    try {
      for (Field constant : constants) {
        if (constant.getName().equals(name)) {
          return constant.get(null);
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("made accessible before", e);
    }
    throw new InvalidClassException(type.getName(), "it has no constant " + name + " here");
  }

  /// Reads the fields of an object.
  void fill(Object object, ObjectInput in) throws IOException, ClassNotFoundException {
    for (Field field : fields) {
      Object value = Values.read(in, field);
      try {
        field.set(object, value);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("made accessible before", e);
      } catch (IllegalArgumentException e) {
        var invalid = new InvalidClassException(type.getName(), "field " + field.getName());
        invalid.initCause(e);
        throw invalid;
      }
    }
  }

  /// A new object.
  ///
  /// @param arguments the components of a record; none for another class
  /// @throws InvalidClassException if a record does not accept its components
  Object instance(Object... arguments) throws InvalidClassException {
    try {
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException | RuntimeException e) {
      var invalid = new InvalidClassException(type.getName(), "it cannot be made here");
      invalid.initCause(e.getCause() != null ? e.getCause() : e);
      throw invalid;
    }
  }

  /// Types and names, so that a class which is another one there is noticed. A dialect sees to the
  /// types itself, whose names are others there.
  private String description(boolean dialect) {
    return Arrays.stream(fields)
        .map(f -> dialect ? f.getName() : f.getType().getName() + " " + f.getName())
        .collect(Collectors.joining(","));
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    ObjectWriter writer = (ObjectWriter) out;
    out.writeUTF(writer.name(type));
    out.writeInt(description(writer.hasDialect()).hashCode());
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
    ObjectReader reader = (ObjectReader) in;
    type = reader.named(in.readUTF());
    if (of(type).description(reader.hasDialect()).hashCode() != in.readInt()) {
      throw new InvalidClassException(
          type.getName(), "it has other fields here than where the object was written");
    }
  }

  @Serial
  private Object readResolve() throws NotSerializableException {
    return of(type);
  }
}
