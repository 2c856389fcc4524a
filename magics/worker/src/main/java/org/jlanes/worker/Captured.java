package org.jlanes.worker;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.runtime.envelope.ObjectReader;

/// Gives the variables of the notebook and the static fields of its classes the values they have in
/// the notebook.
///
/// The order matters: the initialisers of classes may read variables and change other classes'
/// fields, so they run when the variables are set, and before any field is.
final class Captured {
  /// A static field and what it is to be.
  private record Value(Field field, Object value) {}

  private Captured() {}

  /// Reads and sets what stands in a stream.
  static void read(ObjectReader in, ClassLoader loader)
      throws IOException, ReflectiveOperationException {
    List<Value> fields = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      boolean ofClass = in.readBoolean();
      Class<?> owner = Class.forName(in.readUTF(), false, loader);
      Field field = owner.getDeclaredField(in.readUTF());
      field.setAccessible(true);
      Object value = in.readObject();
      if (ofClass) {
        fields.add(new Value(field, value));
      } else {
        field.set(null, value);
      }
    }
    fields.removeIf(field -> !initialized(field.field().getDeclaringClass()));
    for (Value each : fields) {
      each.field().set(null, each.value());
    }
  }

  /// Runs the static initialiser, unless it has run. If it fails, the item that needs the class is
  /// told by the JVM.
  private static boolean initialized(Class<?> type) {
    try {
      Class.forName(type.getName(), true, type.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
