package org.jlanes.lanes.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A stream that is closed by its terminal operation, also where that ends early or throws: who
/// writes `findFirst()` or `limit(3).toList()` does not think of what goes on behind the stream.
/// Immutable, as far as a stream is.
///
/// `iterator()` and `spliterator()` leave it open: the JDK does not say when they are done.
///
/// @param stream the stream itself
record ClosingStream(BaseStream<?, ?> stream) implements InvocationHandler {
  private static final Set<String> ESCAPES =
      Set.of("iterator", "spliterator", "isParallel", "toString", "hashCode", "equals", "close");

  /// The stream, closed by its terminal operation.
  @SuppressWarnings("unchecked") // as the JDK's stream behind it
  static <R> Stream<R> of(Stream<R> stream) {
    return (Stream<R>) wrapped(stream);
  }

  private static Object wrapped(BaseStream<?, ?> stream) {
    Class<?> type =
        switch (stream) {
          case IntStream s -> IntStream.class;
          case LongStream s -> LongStream.class;
          case DoubleStream s -> DoubleStream.class;
          default -> Stream.class;
        };
    return Proxy.newProxyInstance(
        ClosingStream.class.getClassLoader(), new Class<?>[] {type}, new ClosingStream(stream));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    boolean goesOn =
        BaseStream.class.isAssignableFrom(method.getReturnType())
            || ESCAPES.contains(method.getName());
    try {
      Object result = method.invoke(stream, arguments);
      return result instanceof BaseStream<?, ?> next ? wrapped(next) : result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      if (!goesOn) {
        stream.close();
      }
    }
  }
}
