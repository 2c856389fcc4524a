package org.jlanes.lanes.process;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.lang.invoke.SerializedLambda;
import org.jlanes.runtime.envelope.Hindrance;
import org.jlanes.runtime.envelope.ObjectReader;
import org.jlanes.runtime.envelope.ObjectWriter;
import org.jlanes.runtime.envelope.Payload;

/// Writes a result so that another kernel, in which the notebook's classes have other names, can
/// read it: each is written with the number that the key of the body, or of the item, gives it. As
/// the key is the same there, so are the numbers and the classes behind them. Safe for any thread,
/// once the names are complete.
///
/// @param body the classes that the body reaches
/// @param item those that the item brought along
record KeptDialect(KeyNames body, KeyNames item) implements ObjectWriter.Dialect {
  private static final char OF_BODY = 'b';
  private static final char OF_ITEM = 'i';

  Payload write(Object value) throws IOException {
    try {
      return ObjectWriter.payload(ObjectWriter.Observer.NONE, this, out -> out.writeObject(value));
    } catch (NotSerializableException e) {
      throw new IOException(Hindrance.readable(e.getMessage()) + " is not serializable", e);
    } catch (StackOverflowError e) {
      throw new IOException("its objects are linked too deeply", e);
    }
  }

  Object read(Payload payload, ClassLoader loader) throws IOException, ClassNotFoundException {
    return ObjectReader.read(payload, loader, name -> named(name, loader));
  }

  @Override
  public Object replace(Object value) throws IOException {
    if (value instanceof SerializedLambda lambda
        && body.isOurs(lambda.getImplClass().replace('/', '.'))) {
      throw new InvalidObjectException("it has a lambda of the notebook in it");
    }
    return value;
  }

  @Override
  public String name(Class<?> type) throws IOException {
    Class<?> element = type;
    int dimensions = 0;
    while (element.isArray()) {
      element = element.getComponentType();
      dimensions++;
    }
    String name = element.getName();
    if (!body.isOurs(name)) {
      return null;
    }
    String brackets = "[".repeat(dimensions);
    String number = body.known(name);
    if (number != null) {
      return brackets + OF_BODY + number;
    }
    number = item.known(name);
    if (number == null) {
      throw new InvalidObjectException(
          "its class " + element.getSimpleName() + " is nowhere named in the body's code");
    }
    return brackets + OF_ITEM + number;
  }

  private Class<?> named(String name, ClassLoader loader) throws ClassNotFoundException {
    int dimensions = 0;
    while (name.charAt(dimensions) == '[') {
      dimensions++;
    }
    KeyNames of = name.charAt(dimensions) == OF_BODY ? body : item;
    String meant = of.meant(name.substring(dimensions + 1));
    if (meant == null) {
      throw new ClassNotFoundException(name);
    }
    Class<?> type = loader.loadClass(meant);
    for (int i = 0; i < dimensions; i++) {
      type = type.arrayType();
    }
    return type;
  }
}
