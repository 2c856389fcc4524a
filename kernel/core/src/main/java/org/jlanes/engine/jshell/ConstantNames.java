package org.jlanes.engine.jshell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;

/// Replaces names in a class file: all its texts stand in its table of constants (JVMS 4.4).
final class ConstantNames {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  private ConstantNames() {}

  /// The class file with each text of its constants replaced.
  static byte[] replaced(byte[] file, UnaryOperator<String> names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(file.length + 64);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(in.readLong());
      int count = in.readUnsignedShort();
      out.writeShort(count);
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        out.writeByte(tag);
        if (tag == UTF8) {
          out.writeUTF(names.apply(in.readUTF()));
        } else {
          out.write(in.readNBytes(length(tag)));
          i += tag == LONG || tag == DOUBLE ? 1 : 0;
        }
      }
      in.transferTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("not a class file", e);
    }
    return bytes.toByteArray();
  }

  private static int length(int tag) {
    return switch (tag) {
      case 7, 8, 16, 19, 20 -> 2;
      case 15 -> 3;
      case LONG, DOUBLE -> 8;
      default -> 4;
    };
  }
}
