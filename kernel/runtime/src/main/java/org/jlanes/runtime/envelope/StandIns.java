package org.jlanes.runtime.envelope;

import java.io.InvalidObjectException;
import java.io.Serial;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.Buffer;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.HexFormat;
import java.util.IntSummaryStatistics;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Serializable stand-ins for values of the JDK that are not serializable but plain data:
/// optionals, paths, charsets, buffers, images, statistics, and the views of collections. Also for
/// what has a name under which the other process has its own: loggers, `Function.identity()`.
final class StandIns {
  private StandIns() {}

  /// What to write instead of `value`; `value` itself where it has no stand-in.
  static Object of(Object value) {
    return switch (value) {
      case Optional<?> o -> new OfOptional(o.orElse(null));
      case OptionalInt o -> new OfOptionalInt(o.isPresent(), o.orElse(0));
      case OptionalLong o -> new OfOptionalLong(o.isPresent(), o.orElse(0));
      case OptionalDouble o -> new OfOptionalDouble(o.isPresent(), o.orElse(0));
      case Path p when p.getFileSystem().equals(FileSystems.getDefault()) ->
          new OfPath(p.toString());
      case Charset c -> new OfCharset(c.name());
      case Buffer b -> BufferStandIn.of(b);
      case Collection<?> c -> ViewCopies.of(c);
      case Map<?, ?> m -> ViewCopies.of(m);
      case Map.Entry<?, ?> e -> ViewCopies.of(e);
      case IntSummaryStatistics s ->
          new OfIntStatistics(s.getCount(), s.getMin(), s.getMax(), s.getSum());
      case LongSummaryStatistics s ->
          new OfLongStatistics(s.getCount(), s.getMin(), s.getMax(), s.getSum());
      case DoubleSummaryStatistics s ->
          new OfDoubleStatistics(s.getCount(), s.getMin(), s.getMax(), s.getSum());
      case HexFormat f -> new OfHexFormat(f.delimiter(), f.prefix(), f.suffix(), f.isUpperCase());
      case System.Logger l -> new OfLogger(l.getName());
      case CompletableFuture<?> f when f.isDone() && f.getClass() == CompletableFuture.class ->
          OfFuture.of(f);
      default -> byName(value);
    };
  }

  /// Of classes that must not be loaded for the sake of asking, and objects that are the only ones
  /// of theirs.
  @SuppressWarnings("ReferenceEquality") // asks for this very object
  private static Object byName(Object value) {
    return switch (value.getClass().getName()) {
      case "java.util.logging.Logger" -> new JavaLogger(JavaLogger.name(value));
      case "java.awt.image.BufferedImage" -> ImageStandIn.of(value);
      case "java.lang.Object" -> new OfObject();
      default -> value == Function.identity() ? new OfIdentity() : OfConstant.of(value);
    };
  }

  /// A constant of its own class, such as `DateTimeFormatter.ISO_DATE`.
  private record OfConstant(Class<?> owner, String name) implements Serializable {
    /// Its name, or the value itself if it has none.
    @SuppressWarnings("ReferenceEquality") // asks for this very object
    static Object of(Object value) {
      for (Class<?> owner = value.getClass(); owner != null; owner = owner.getSuperclass()) {
        if (Modifier.isPublic(owner.getModifiers())
            && owner.getModule().isExported(owner.getPackageName())) {
          for (Field field : owner.getFields()) {
            if (isOwn(field, owner) && get(field) == value) {
              return new OfConstant(owner, field.getName());
            }
          }
        }
      }
      return value;
    }

    private static boolean isOwn(Field field, Class<?> owner) {
      return field.getType() == owner
          && field.getDeclaringClass() == owner
          && Modifier.isStatic(field.getModifiers())
          && Modifier.isFinal(field.getModifiers());
    }

    private static Object get(Field field) {
      try {
        return field.get(null);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("public, in a public class: " + field, e);
      }
    }

    @Serial
    private Object readResolve() throws InvalidObjectException {
      try {
        Field field = owner.getField(name);
        if (isOwn(field, owner)) {
          return get(field);
        }
      } catch (NoSuchFieldException e) {
        // Another JDK there.
      }
      throw new InvalidObjectException("there is no " + owner.getName() + "." + name + " here");
    }
  }

  /// An `Object`, as code has it to lock it, or as a mark.
  private record OfObject() implements Serializable {
    @Serial
    private Object readResolve() {
      return new Object();
    }
  }

  private record OfIdentity() implements Serializable {
    @Serial
    private Object readResolve() {
      return Function.identity();
    }
  }

  private record OfOptional(Object value) implements Serializable {
    @Serial
    private Object readResolve() {
      return Optional.ofNullable(value);
    }
  }

  private record OfOptionalInt(boolean present, int value) implements Serializable {
    @Serial
    private Object readResolve() {
      return present ? OptionalInt.of(value) : OptionalInt.empty();
    }
  }

  private record OfOptionalLong(boolean present, long value) implements Serializable {
    @Serial
    private Object readResolve() {
      return present ? OptionalLong.of(value) : OptionalLong.empty();
    }
  }

  private record OfOptionalDouble(boolean present, double value) implements Serializable {
    @Serial
    private Object readResolve() {
      return present ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
  }

  private record OfPath(String path) implements Serializable {
    @Serial
    private Object readResolve() {
      return Path.of(path);
    }
  }

  private record OfCharset(String name) implements Serializable {
    @Serial
    private Object readResolve() {
      return Charset.forName(name);
    }
  }

  private record OfIntStatistics(long count, int min, int max, long sum) implements Serializable {
    @Serial
    private Object readResolve() {
      return new IntSummaryStatistics(count, min, max, sum);
    }
  }

  private record OfLongStatistics(long count, long min, long max, long sum)
      implements Serializable {
    @Serial
    private Object readResolve() {
      return new LongSummaryStatistics(count, min, max, sum);
    }
  }

  private record OfDoubleStatistics(long count, double min, double max, double sum)
      implements Serializable {
    @Serial
    private Object readResolve() {
      return new DoubleSummaryStatistics(count, min, max, sum);
    }
  }

  private record OfHexFormat(String delimiter, String prefix, String suffix, boolean upper)
      implements Serializable {
    @Serial
    private Object readResolve() {
      HexFormat format = HexFormat.of().withDelimiter(delimiter);
      format = format.withPrefix(prefix).withSuffix(suffix);
      return upper ? format.withUpperCase() : format;
    }
  }

  private record OfLogger(String name) implements Serializable {
    @Serial
    private Object readResolve() {
      return System.getLogger(name);
    }
  }

  /// The logger of `java.util.logging` of the same name. A class of its own, so that the other one
  /// is only loaded when a logger travels.
  private record JavaLogger(String name) implements Serializable {
    static String name(Object logger) {
      return ((java.util.logging.Logger) logger).getName();
    }

    @Serial
    private Object readResolve() {
      return name == null
          ? java.util.logging.Logger.getAnonymousLogger()
          : java.util.logging.Logger.getLogger(name);
    }
  }

  /// A future that has come.
  private record OfFuture(Object value, Throwable failure) implements Serializable {
    static OfFuture of(CompletableFuture<?> future) {
      return future.isCompletedExceptionally()
          ? new OfFuture(null, future.exceptionNow())
          : new OfFuture(future.resultNow(), null);
    }

    @Serial
    private Object readResolve() {
      return failure == null
          ? CompletableFuture.completedFuture(value)
          : CompletableFuture.failedFuture(failure);
    }
  }
}
