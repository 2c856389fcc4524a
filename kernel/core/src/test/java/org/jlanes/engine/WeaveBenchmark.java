package org.jlanes.engine;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jlanes.runtime.weave.Weaver;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What weaving costs: the same class file, plain and woven, run side by side.
///
/// ```
/// mvn -Pbench -pl kernel/core -am test -Djmh.args=WeaveBenchmark
/// ```
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class WeaveBenchmark {
  private static final String HEAD =
      "public class Work implements java.util.function.LongSupplier {\n";

  /// What the class does.
  @Param({"loop", "recursion", "stream", "vector"})
  public String code;

  /// Whether it is woven.
  @Param({"false", "true"})
  public boolean woven;

  private LongSupplier work;

  /// Compiles the class and loads it.
  @Setup
  public void load() throws Exception {
    byte[] plain = compile(HEAD + body() + "}");
    byte[] file = woven ? Weaver.weave(plain) : plain;
    ClassLoader loader =
        new ClassLoader(WeaveBenchmark.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String name) {
            return defineClass(name, file, 0, file.length);
          }
        };
    work = (LongSupplier) loader.loadClass("Work").getConstructor().newInstance();
  }

  private String body() {
    return switch (code) {
      case "loop" ->
          """
          public long getAsLong() {
            long s = 0;
            for (int i = 0; i < 100_000; i++) s += i ^ (s >> 3);
            return s;
          }
          """;
      case "recursion" ->
          """
          static long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
          public long getAsLong() { return fib(20); }
          """;
      case "stream" ->
          """
          public long getAsLong() {
            return java.util.stream.LongStream.range(0, 100_000).filter(i -> i % 3 == 0).map(i -> i * i).sum();
          }
          """;
      case "vector" ->
          """
          final double[] v = new double[100_000];
          public long getAsLong() {
            for (int i = 0; i < v.length; i++) v[i] = v[i] * 0.5 + 2;
            return (long) v[3];
          }
          """;
      default -> throw new IllegalArgumentException(code);
    };
  }

  private static byte[] compile(String source) throws Exception {
    Path out = Files.createTempDirectory("weave-benchmark");
    var unit =
        new SimpleJavaFileObject(URI.create("string:///Work.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignore) {
            return source;
          }
        };
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null, null, null, List.of("-proc:none", "-d", out.toString()), null, List.of(unit))
            .call();
    if (!compiled) {
      throw new IllegalStateException(source);
    }
    Path file = out.resolve("Work.class");
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    Files.delete(out);
    return bytes;
  }

  /// The woven or plain code.
  @Benchmark
  public long run() {
    return work.getAsLong();
  }
}
