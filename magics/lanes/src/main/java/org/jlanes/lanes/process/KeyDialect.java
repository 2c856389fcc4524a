package org.jlanes.lanes.process;

import java.io.IOException;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import org.jlanes.runtime.envelope.ObjectWriter;
import org.jlanes.runtime.envelope.Payload;

/// Writes values so that equal ones give equal bytes in every kernel: the notebook's classes have
/// the names of [KeyNames], sets and maps without an order are sorted, and it does not matter
/// whether two equal strings are one object. The bytes are for hashing alone. For one thread.
final class KeyDialect implements ObjectWriter.Dialect {
  private final KeyNames names;
  private final Map<Object, Object> equal = new HashMap<>();

  /// The unordered collections that are being written: one that contains itself stays as it is.
  private final Set<Object> open;

  private KeyDialect(KeyNames names, Set<Object> open) {
    this.names = names;
    this.open = open;
  }

  /// Writes something for hashing.
  static <E extends Exception> Payload write(KeyNames names, ObjectWriter.Script<E> script)
      throws IOException, E {
    return write(names, Collections.newSetFromMap(new IdentityHashMap<>()), script);
  }

  private static <E extends Exception> Payload write(
      KeyNames names, Set<Object> open, ObjectWriter.Script<E> script) throws IOException, E {
    var dialect = new KeyDialect(names, open);
    return ObjectWriter.payload(ObjectWriter.Observer.NONE, dialect, script);
  }

  @Override
  public String name(Class<?> type) {
    Class<?> element = type;
    int dimensions = 0;
    while (element.isArray()) {
      element = element.getComponentType();
      dimensions++;
    }
    String name = names.of(element.getName());
    return name.equals(element.getName()) ? null : "[".repeat(dimensions) + name;
  }

  @Override
  public Object replace(Object value) throws IOException {
    return switch (value) {
      case null -> null;
      case SerializedLambda l -> lambda(l);
      case String s -> same(s);
      case Number n when isOfTheJdk(n) -> same(n);
      case Character c -> same(c);
      case Map<?, ?> m when isUnordered(m) -> sorted(m, entries(m));
      case Set<?> s when isUnordered(s) -> sorted(s, s);
      default -> value;
    };
  }

  private Object same(Object value) {
    Object first = equal.putIfAbsent(value, value);
    return first == null ? value : first;
  }

  private static boolean isOfTheJdk(Object value) {
    return value.getClass().getModule() == Object.class.getModule();
  }

  private static boolean isUnordered(Object value) {
    return isOfTheJdk(value)
        && !(value instanceof SequencedSet
            || value instanceof SequencedMap
            || value instanceof EnumSet
            || value instanceof EnumMap
            || value instanceof IdentityHashMap
            || value instanceof Properties);
  }

  private static List<Object> entries(Map<?, ?> map) {
    List<Object> entries = new ArrayList<>();
    map.forEach((key, value) -> entries.add(new Object[] {key, value}));
    return entries;
  }

  private Object sorted(Object collection, Iterable<?> elements) throws IOException {
    if (!open.add(collection)) {
      return collection;
    }
    try {
      List<String> digests = new ArrayList<>();
      for (Object element : elements) {
        Payload payload = write(names, open, out -> out.writeObject(element));
        digests.add(new KeyHash().payload(payload).hex());
      }
      Collections.sort(digests);
      return new Object[] {collection instanceof Map ? "map" : "set", digests};
    } finally {
      open.remove(collection);
    }
  }

  /// A lambda is the method that it calls and what it captures; where it stands does not matter.
  private Object lambda(SerializedLambda lambda) {
    String owner = lambda.getImplClass().replace('/', '.');
    Object[] captured = new Object[lambda.getCapturedArgCount()];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = lambda.getCapturedArg(i);
    }
    return new Object[] {
      "lambda",
      lambda.getImplMethodKind(),
      names.of(owner),
      names.method(owner, lambda.getImplMethodName()),
      names.descriptor(lambda.getImplMethodSignature()),
      names.of(lambda.getFunctionalInterfaceClass().replace('/', '.')),
      lambda.getFunctionalInterfaceMethodName(),
      names.descriptor(lambda.getInstantiatedMethodType()),
      captured
    };
  }
}
