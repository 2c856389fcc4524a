package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.lang.reflect.Field;

/// Writes and reads the values of fields, each as its type asks for. Stateless.
final class Values {
  private Values() {}

  static void write(ObjectOutput out, Field field, Object object) throws IOException {
    try {
      switch (field.getType().descriptorString().charAt(0)) {
        case 'Z' -> out.writeBoolean(field.getBoolean(object));
        case 'B' -> out.writeByte(field.getByte(object));
        case 'S' -> out.writeShort(field.getShort(object));
        case 'C' -> out.writeChar(field.getChar(object));
        case 'I' -> out.writeInt(field.getInt(object));
        case 'J' -> out.writeLong(field.getLong(object));
        case 'F' -> out.writeFloat(field.getFloat(object));
        case 'D' -> out.writeDouble(field.getDouble(object));
        default -> out.writeObject(field.get(object));
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("made accessible by the shape", e);
    }
  }

  static Object read(ObjectInput in, Field field) throws IOException, ClassNotFoundException {
    return switch (field.getType().descriptorString().charAt(0)) {
      case 'Z' -> in.readBoolean();
      case 'B' -> in.readByte();
      case 'S' -> in.readShort();
      case 'C' -> in.readChar();
      case 'I' -> in.readInt();
      case 'J' -> in.readLong();
      case 'F' -> in.readFloat();
      case 'D' -> in.readDouble();
      default -> in.readObject();
    };
  }
}
