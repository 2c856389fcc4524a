package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jlanes.runtime.display.Troubleshooting;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which values go to worker processes and come back, and what is said of the others. The tables
/// are `values.txt` and `unsendable.txt`; none of their classes says that it is serializable.
final class ShippingIT {
  private static final String LIBRARY =
      """
      package lib;
      import java.util.*;
      public class Parts {
        public static class Base {
          private final int number;
          private final Object lock = new Object();
          protected Base(int number) { this.number = number; }
          public int sum() { synchronized (lock) { return number; } }
        }
        public static class Tree extends Base {
          public final Tree child;
          public Tree parent;
          public Tree(int n) {
            super(n);
            child = n == 0 ? null : new Tree(n - 1);
            if (child != null) child.parent = this;
          }
          @Override public int sum() { return super.sum() + (child == null ? 0 : child.sum()); }
        }
        public record Pair<A, B>(A first, B second) {}
        public record Key(String text) {}
        public static final class Mode {
          public static final Mode SLOW = new Mode(), FAST = new Mode();
          private Mode() {}
        }
        public static class Failed extends RuntimeException {
          public final transient int no = 1;
          public final Key key;
          public Failed(String message, Key key) { super(message); this.key = key; }
        }
        public interface Rule { int of(int n); }
        public static class Peer { long pointer = 3; native void work(); }
        public static class Connection implements AutoCloseable { public void close() {} }
        public static class Inner { Thread thread = new Thread(); }
        public static class Holder { List<Inner> deep = new ArrayList<>(List.of(new Inner())); }
      }
      """;

  private static final String NOTEBOOK =
      """
      import java.awt.Color;
      import java.awt.Rectangle;
      import java.awt.image.BufferedImage;
      import java.nio.*;
      import java.text.*;
      record Point(int x, int y) {}
      record Named<T>(String name, T what) {}
      record Outer(Point p, List<Named<Point>> list) {}
      record WithArrays(double[] a, int[][] b) {}
      enum Op {
        ADD { int of(int a, int b) { return a + b; } }, MUL { int of(int a, int b) { return a * b; } };
        abstract int of(int a, int b);
      }
      sealed interface Form permits Circle, Square {}
      record Circle(double r) implements Form {}
      record Square(double a) implements Form {}
      class Counter {
        int n = 1;
        class Step { int by() { return n + 10; } }
        Step step() { return new Step(); }
        Supplier<Integer> anonymous(int k) {
          return new Supplier<>() { public Integer get() { return n + k; } };
        }
        Supplier<Integer> local(int k) {
          class Local implements Supplier<Integer> { public Integer get() { return n * k; } }
          return new Local();
        }
      }
      class Good { String name; Good(String name) { this.name = name; } }
      class Better extends Good { int level; Better(String n, int level) { super(n); this.level = level; } }
      class Trouble extends Exception {
        final int code; final Point at = new Point(1, 2);
        Trouble(String message, int code, Throwable cause) { super(message, cause); this.code = code; }
      }
      class Ring { Ring next; }
      class Guarded { private final Object lock = new Object(); int n; int more() { synchronized (lock) { return ++n; } } }
      class Chatty {
        private final System.Logger log = System.getLogger("a");
        private final java.util.logging.Logger old = java.util.logging.Logger.getLogger("b");
        String names() { return log.getName() + old.getName(); }
      }
      class Planted extends lib.Parts.Tree { String label; Planted(int n, String label) { super(n); this.label = label; } }
      class OwnThread extends Thread { int n = 3; }
      class OwnTask extends TimerTask { int n = 3; public void run() {} }
      Function<Integer, Integer> adder(Point p) { return i -> i + p.x() + p.y(); }
      PriorityQueue<Integer> queue() {
        var queue = new PriorityQueue<Integer>((a, b) -> b - a);
        queue.addAll(List.of(1, 3, 2));
        return queue;
      }
      LongAdder adderOf(long n) { var a = new LongAdder(); a.add(n); return a; }
      Random copyOf(Random r) throws Exception {
        var bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(r);
        return (Random) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
      }
      Throwable failure() {
        var e = new IllegalStateException("f", new IOException("c"));
        e.addSuppressed(new TimeoutException("s"));
        return e;
      }
      double[] large(int n) { double[] a = new double[n]; a[n - 1] = 5; return a; }
      Ring ring() { var a = new Ring(); a.next = new Ring(); a.next.next = a; return a; }
      List<Counter> shared() { var c = new Counter(); return List.of(c, c); }
      List<Object> inItself() { var l = new ArrayList<Object>(); l.add(l); return l; }
      BufferedImage image(int type) { var i = new BufferedImage(4, 3, type); i.setRGB(2, 1, 0xffff0000); return i; }
      Properties properties() { var p = new Properties(); p.setProperty("k", "v"); return p; }
      @SuppressWarnings("unchecked") Comparable<Object> proxy() {
        java.lang.reflect.InvocationHandler seven = (p, m, a) -> 7;
        return (Comparable<Object>) java.lang.reflect.Proxy.newProxyInstance(
            Point.class.getClassLoader(), new Class<?>[] {Comparable.class}, seven);
      }
      interface Look<T> { Object of(T x) throws Exception; }
      record Kind<T>(String name, T value, Look<T> look) {
        String text() throws Exception { return name + ": " + look.of(value); }
      }
      List<Kind<?>> kinds = new ArrayList<>();
      <T> void kind(String name, T value, Look<T> look) { kinds.add(new Kind<>(name, value, look)); }
      """;

  @SharedKernel private static KernelSession kernel;

  @BeforeAll
  static void declare(@TempDir Path folder) throws Exception {
    kernel.ok("%jars " + UserJar.of(folder, "lib.Parts", LIBRARY));
    kernel.ok(NOTEBOOK);
    kernel.ok(
        rows("values.txt")
            .map(row -> "kind(\"%s\", %s, x -> %s);".formatted((Object[]) row))
            .collect(Collectors.joining("\n", "void fill() throws Exception {\n", "\n}\nfill();")));
  }

  private static Stream<String[]> rows(String table) throws IOException {
    try (InputStream in = ShippingIT.class.getResourceAsStream(table)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> Stream.of(line.split(" \\| ")).map(String::strip).toArray(String[]::new))
              .toList()
              .stream();
    }
  }

  /// The differences between what each value looks like here and what is said of it.
  private static String differences(String there) throws Exception {
    return kernel
        .ok(
            "IntStream.range(0, kinds.size()).filter(i -> { try { return"
                + " !kinds.get(i).text().equals("
                + there
                + "); } catch (Exception e) { throw new RuntimeException(kinds.get(i).name(), e); }"
                + " }).mapToObj(i -> kinds.get(i).name()).toList()")
        .result();
  }

  @Test
  void valuesThatABodyCapturesArrive() throws Exception {
    kernel.ok("%%processes --workers 1 --quiet i : kinds.size() -> seen\nkinds.get(i).text()");
    assertEquals("[]", differences("seen.get(i)"));
  }

  @Test
  void itemsArriveAndResultsComeBack() throws Exception {
    kernel.ok(
        "%%processes --workers 1 --quiet Kind<?> k : kinds -> back\nnew Named<>(k.text(), k)");
    assertEquals("[]", differences("back.get(i).name()"));
    assertEquals("[]", differences("back.get(i).what().text()"));
    assertTrue(rows("values.txt").count() >= 60);
  }

  @Test
  void whatCannotBeSentIsNamedWithItsPathAndTheWayOut() throws Exception {
    List<String[]> rows = rows("unsendable.txt").toList();
    kernel.ok(
        rows.stream()
            .map(row -> row[1])
            .collect(
                Collectors.joining(
                    ", () -> ", "List<Callable<Object>> makers = List.of(() -> ", ");")));
    kernel.ok("List<Object> made = new ArrayList<>(); for (var m : makers) made.add(m.call());");
    List<String> items =
        failures("Object o : made.stream().map(m -> new Named<>(\"n\", m)).toList()\n\"\" + o");
    List<String> results =
        failures("i : makers.size()\nreturn new Named<>(\"n\", makers.get(i).call());");
    assertEquals(rows.size(), items.size());
    assertEquals(rows.size(), results.size());
    for (int i = 0; i < rows.size(); i++) {
      assertSays(
          items.get(i), "the item (Named) cannot be sent to a worker process: ", "`item.what", i);
      assertSays(items.get(i), rows.get(i)[2], Troubleshooting.UNSENDABLE.hint(), i);
      assertSays(
          results.get(i), "the result (Named)", " cannot be sent back from a worker process: ", i);
      assertSays(results.get(i), "`result.what", rows.get(i)[3], i);
    }
  }

  private static void assertSays(String message, String part, String other, int row) {
    assertTrue(message.contains(part), "row " + row + ": " + part + "\nis not in: " + message);
    assertTrue(message.contains(other), "row " + row + ": " + other + "\nis not in: " + message);
  }

  private static List<String> failures(String headerAndBody) throws Exception {
    kernel.ok("%%processes --workers 1 --quiet --keep-going " + headerAndBody);
    return kernel
        .ok(
            "for (var f : Lanes.last().failures()) System.out.println("
                + "f.failure().getMessage().replace('\\n', ' '));")
        .stdout()
        .lines()
        .toList();
  }

  @Test
  void theWayToWhatALambdaHasCapturedIsNamed() throws Exception {
    kernel.ok(
        "Object send(Named<?> held) throws Exception {"
            + " return Lanes.processes(1).quiet().map(1, i -> held.name()).values(); }");
    Cell cell = kernel.run("send(new Named<>(\"n\", List.of(new Named<>(\"m\", new Thread()))))");
    assertSays(
        cell.evalue(),
        "a value that the body captures (java.lang.Thread, as its `what.get(0).what`)",
        "Start it inside the body",
        0);
  }

  /// What a mark is compared with is another object there, so that nothing would be equal to it.
  @Test
  void anObjectThatIsOnlyAMarkIsRefusedAsAnItem() throws Exception {
    List<String> refused = failures("Object o : List.of(new Object())\n1");
    assertSays(refused.getFirst(), "the item (java.lang.Object)", "an enum", 0);
    List<String> back = failures("i : 1\nnew Object()");
    assertSays(back.getFirst(), "the result (java.lang.Object)", "an enum", 0);
  }
}
