package org.jlanes.runtime.envelope;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serial;
import java.lang.reflect.Field;
import java.util.List;

/// What stands in a stream for objects that are not serializable.
///
/// An object stream that replaces an object refers to its stand-in wherever the object is met
/// again, and a reader knows what the stand-in stands for only when all of it has been read. So an
/// object that may be in a circle has a stand-in without content, [Blank]: the blanks of all such
/// objects come first, then their fields, then what the stream is for. The fields come in the order
/// in which a walk leaves the objects, so that an object is complete, but for circles, when a map
/// asks for its hash code. Which objects there are is found by writing once, with [Found] for each.
final class FieldWise {
  private FieldWise() {}

  /// Writes the objects of a plan at the beginning of a stream.
  static void write(ObjectOutput out, List<Object> plan) throws IOException {
    out.writeInt(plan.size());
    for (Object object : plan) {
      out.writeObject(object);
    }
    for (Object object : plan) {
      for (Field field : Shape.of(object.getClass()).fields()) {
        Values.write(out, field, object);
      }
    }
  }

  /// Reads the objects of a plan, to which the rest of the stream refers.
  static void read(ObjectInput in) throws IOException, ClassNotFoundException {
    Object[] objects = new Object[in.readInt()];
    for (int i = 0; i < objects.length; i++) {
      objects[i] = in.readObject();
    }
    for (Object object : objects) {
      Shape.of(object.getClass()).fill(object, in);
    }
  }

  /// An object that is being looked for: writes its fields, to find those behind it. Never read.
  static final class Found implements Externalizable {
    private final Object object;
    private final List<Object> plan;

    /// @param plan gets the object when all behind it has been found
    Found(Object object, List<Object> plan) {
      this.object = object;
      this.plan = plan;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      for (Field field : Shape.of(object.getClass()).fields()) {
        Values.write(out, field, object);
      }
      plan.add(object);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
      throw new IOException("only written to be thrown away");
    }
  }

  /// An object of which nothing has been read yet.
  static final class Blank implements Externalizable {
    private Shape shape;

    /// For the stream that reads it.
    public Blank() {}

    Blank(Shape shape) {
      this.shape = shape;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeObject(shape);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
      shape = (Shape) in.readObject();
    }

    @Serial
    private Object readResolve() throws IOException {
      return shape.instance();
    }
  }

  /// An object that its class has as a constant, and that only the class can make.
  static final class Constant implements Externalizable {
    private Shape shape;
    private String name;

    /// For the stream that reads it.
    public Constant() {}

    Constant(Shape shape, String name) {
      this.shape = shape;
      this.name = name;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeObject(shape);
      out.writeUTF(name);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
      shape = (Shape) in.readObject();
      name = in.readUTF();
    }

    @Serial
    private Object readResolve() throws IOException {
      return shape.constant(name);
    }
  }

  /// A record. Its constructor makes it when all components are there.
  static final class OfRecord implements Externalizable {
    private Shape shape;
    private Object object;

    /// For the stream that reads it.
    public OfRecord() {}

    OfRecord(Object object) throws IOException {
      this.shape = Shape.of(object.getClass());
      this.object = object;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeObject(shape);
      for (Field field : shape.fields()) {
        Values.write(out, field, object);
      }
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
      shape = (Shape) in.readObject();
      Object[] components = new Object[shape.fields().length];
      for (int i = 0; i < components.length; i++) {
        components[i] = Values.read(in, shape.fields()[i]);
      }
      object = shape.instance(components);
    }

    @Serial
    private Object readResolve() {
      return object;
    }
  }
}
