package org.jlanes.runtime.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jlanes.runtime.scope.ExitRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Woven classes load, verify, and differ from plain ones only as promised.
final class WeaverTest {
  @TempDir Path folder;

  private static final class Classes extends ClassLoader {
    private final Map<String, byte[]> files;

    Classes(Map<String, byte[]> files) {
      super(WeaverTest.class.getClassLoader());
      this.files = files;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] file = files.get(name);
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, file, 0, file.length);
    }
  }

  private Map<String, byte[]> compile(String source) throws Exception {
    var unit =
        new SimpleJavaFileObject(URI.create("string:///T.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignore) {
            return source;
          }
        };
    Path out = Files.createTempDirectory(folder, "classes");
    assertTrue(
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null, null, null, List.of("-proc:none", "-d", out.toString()), null, List.of(unit))
            .call());
    Map<String, byte[]> files = new HashMap<>();
    try (Stream<Path> made = Files.list(out)) {
      for (Path file : made.toList()) {
        files.put(file.getFileName().toString().replace(".class", ""), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private Classes load(String source, UnaryOperator<byte[]> weave) throws Exception {
    Map<String, byte[]> files = compile(source);
    files.replaceAll((name, file) -> weave.apply(file));
    return new Classes(files);
  }

  private Object call(String source) throws Throwable {
    return call(load(source, Weaver::weave));
  }

  private static Object call(Classes classes) throws Throwable {
    try {
      var method = classes.loadClass("T").getDeclaredMethod("run");
      method.setAccessible(true);
      return method.invoke(null);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Test
  void mergedTypesThatOnlyTheCompilerKnowsStillVerify() throws Throwable {
    assertEquals(
        "b4",
        call(
            """
            class T {
              interface I { String name(); }
              static class A implements I { public String name() { return "a"; } }
              static class B implements I { public String name() { return "b"; } }
              static String run() {
                int n = 0;
                I it = null;
                for (int i = 0; i < 5; i++) {
                  it = i % 2 == 0 ? new B() : new A();
                  try { if (i == 9) throw new Exception(); n = i; } catch (Exception e) { n = -1; } finally { n += 0; }
                }
                switch (n) { case 1: n = 7; break; default: }
                return it.name() + n;
              }
            }
            """));
  }

  @Test
  void lambdasAndObjectsSurviveSerialization() throws Throwable {
    Classes classes =
        load(
            """
            import java.util.function.*;
            class T {
              final int base = 3;
              Supplier<Integer> bound(int n) { return () -> base + n; }
              static Object run() { return new T().bound(4); }
            }
            """,
            Weaver::weave);
    assertEquals(7, ((Supplier<?>) travelled(call(classes), classes)).get());
  }

  /// Bodies are sent in run after run: a class each time would cost milliseconds, and memory.
  @Test
  void aLambdaThatTravelsOftenHasOneClass() throws Throwable {
    Classes classes =
        load(
            """
            import java.util.List;
            import java.util.function.*;
            class T {
              static Supplier<Integer> bound(int n) { return () -> 3 + n; }
              static Supplier<Integer> other(int n) { return () -> 5 * n; }
              static Object run() { return List.of(bound(4), bound(5), other(6)); }
            }
            """,
            Weaver::weave);
    List<Supplier<?>> travelled = new ArrayList<>();
    for (Object lambda : (List<?>) call(classes)) {
      travelled.add((Supplier<?>) travelled(lambda, classes));
    }
    assertEquals(List.of(7, 8, 30), travelled.stream().map(Supplier::get).toList());
    assertSame(travelled.get(0).getClass(), travelled.get(1).getClass());
    assertNotSame(travelled.get(0).getClass(), travelled.get(2).getClass());
  }

  private static Object travelled(Object value, ClassLoader classes) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
          @Override
          protected Class<?> resolveClass(ObjectStreamClass type) throws ClassNotFoundException {
            return Class.forName(type.getName(), false, classes);
          }
        }) {
      return in.readObject();
    }
  }

  @Test
  void anEditedClassKeepsItsSerialVersion() throws Exception {
    Class<?> before = load("class T { int a() { return 1; } }", Weaver::weave).loadClass("T");
    Class<?> after = load("class T { int b; void c() {} }", Weaver::weave).loadClass("T");
    assertEquals(
        ObjectStreamClass.lookup(before).getSerialVersionUID(),
        ObjectStreamClass.lookup(after).getSerialVersionUID());
  }

  @Test
  void theUsersOwnSerialVersionStays() throws Exception {
    Class<?> own =
        load(
                "class T implements java.io.Serializable { static final long serialVersionUID = 5;"
                    + " }",
                Weaver::weave)
            .loadClass("T");
    assertEquals(5, ObjectStreamClass.lookup(own).getSerialVersionUID());
  }

  @Test
  void exitsOfALibraryThrowAndTheRestIsUntouched() throws Throwable {
    String exits = "class T { static void run() { Runtime.getRuntime().halt(2); } }";
    assertInstanceOf(
        ExitRequest.class,
        assertThrows(Error.class, () -> call(load(exits, Weaver::weaveLibrary))));
    byte[] plain = compile("class T { static int run() { return 1; } }").get("T");
    assertSame(plain, Weaver.weaveLibrary(plain));
  }

  @Test
  void aLibraryPrintsStackTracesAsJavaDoes() throws Exception {
    byte[] plain =
        compile("class T { static void run(Exception e) { e.printStackTrace(); } }").get("T");
    assertSame(plain, Weaver.weaveLibrary(plain));
  }

  @Test
  void whatIsNoClassFileIsLeftToTheJvm() {
    byte[] garbage = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    assertSame(garbage, Weaver.weaveLibrary(garbage));
  }

  @Test
  void futuresOfALibraryThatLeaveTheirExecutorToASubclassKeepIt() throws Throwable {
    assertEquals(
        "own own",
        call(
            load(
                """
                import java.util.concurrent.*;
                class T {
                  static class Own extends CompletableFuture<String> {
                    @Override public Executor defaultExecutor() {
                      return task -> new Thread(task, "own").start();
                    }
                    @Override public <U> CompletableFuture<U> newIncompleteFuture() {
                      return (CompletableFuture<U>) new Own();
                    }
                  }
                  static String run() {
                    CompletableFuture<String> own = new Own();
                    own.complete("");
                    return own
                        .thenApplyAsync(s -> s + Thread.currentThread().getName())
                        .thenCombineAsync(
                            CompletableFuture.completedFuture(" "),
                            (a, b) -> a + b + Thread.currentThread().getName())
                        .join();
                  }
                }
                """,
                Weaver::weaveLibrary)));
  }

  @Test
  void aMethodAtTheLimitOfTheFormatStillRuns() throws Throwable {
    StringBuilder loops = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      loops.append("for (int i = 0; i < 1; i++) n += i;\n");
    }
    assertEquals(0, call("class T { static int run() { int n = 0;\n" + loops + "return n; } }"));
  }
}
