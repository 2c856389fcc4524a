package org.jlanes.runtime.envelope;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Serializable stand-ins for values of the JDK that are not serializable but plain data:
/// optionals, paths, charsets, map entries, and the views of collections (`subList`, `keySet`,
/// `values`), which arrive as copies.
final class StandIns {
  private StandIns() {}

  /// What to write instead of `value`; `value` itself where it needs no stand-in or has none.
  static Object of(Object value) {
    if (value instanceof Serializable || !ofTheJdk(value)) {
      return value;
    }
    return switch (value) {
      case Optional<?> o -> new OfOptional(o.orElse(null));
      case OptionalInt o -> new OfOptionalInt(o.isPresent(), o.orElse(0));
      case OptionalLong o -> new OfOptionalLong(o.isPresent(), o.orElse(0));
      case OptionalDouble o -> new OfOptionalDouble(o.isPresent(), o.orElse(0));
      case Path p when p.getFileSystem().equals(FileSystems.getDefault()) ->
          new OfPath(p.toString());
      case Charset c -> new OfCharset(c.name());
      case Map.Entry<?, ?> e -> new AbstractMap.SimpleImmutableEntry<>(e);
      case List<?> l -> new ArrayList<>(l);
      case SortedSet<?> s -> new TreeSet<>(s);
      case Set<?> s -> new LinkedHashSet<>(s);
      case Collection<?> c -> new ArrayList<>(c);
      case Map<?, ?> m -> new LinkedHashMap<>(m);
      default -> value;
    };
  }

  private static boolean ofTheJdk(Object value) {
    return value != null && value.getClass().getModule() == Object.class.getModule();
  }

  private record OfOptional(Object value) implements Serializable {
    private Object readResolve() {
      return Optional.ofNullable(value);
    }
  }

  private record OfOptionalInt(boolean present, int value) implements Serializable {
    private Object readResolve() {
      return present ? OptionalInt.of(value) : OptionalInt.empty();
    }
  }

  private record OfOptionalLong(boolean present, long value) implements Serializable {
    private Object readResolve() {
      return present ? OptionalLong.of(value) : OptionalLong.empty();
    }
  }

  private record OfOptionalDouble(boolean present, double value) implements Serializable {
    private Object readResolve() {
      return present ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
  }

  private record OfPath(String path) implements Serializable {
    private Object readResolve() {
      return Path.of(path);
    }
  }

  private record OfCharset(String name) implements Serializable {
    private Object readResolve() {
      return Charset.forName(name);
    }
  }
}
