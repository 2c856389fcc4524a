package org.jlanes.magics.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jlanes.magics.EngineSession;
import org.jlanes.runtime.engine.CellFailure;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Results that are kept on disk: which are taken, which are computed again.
@Timeout(120)
final class LaneCacheTest {
  @AutoClose private static final EngineSession notebook = new EngineSession();

  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void begin() throws CellFailure {
    log = folder.resolve("log");
    notebook.run("%env JLANES_CACHE=" + folder.resolve("cache"));
    notebook.run("%env JLANES_CACHE_SIZE=");
  }

  /// Code for a body that tells which items it has computed.
  private String noting(String item) {
    return "java.nio.file.Files.writeString(java.nio.file.Path.of(\""
        + log
        + "\"), "
        + item
        + " + \"\\n\", java.nio.file.StandardOpenOption.CREATE,"
        + " java.nio.file.StandardOpenOption.APPEND);\n";
  }

  /// The items that were computed since this was asked last.
  private List<String> computed() throws IOException {
    if (!Files.exists(log)) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(log);
    Files.delete(log);
    return lines;
  }

  private List<Path> results(String kind) throws IOException {
    Path root = folder.resolve("cache").resolve(kind);
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(f -> f.getFileName().toString().matches("[0-9a-f]{64}(-\\d+)?"))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  private static String report() {
    return notebook.shown().getLast().plain();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads --workers 1", "virtual --limit 1"})
  void aSecondRunTakesWhatTheFirstHasStored(String lane) throws Exception {
    notebook.run("%%" + lane + " --cache n : 2 -> a\n" + noting("n") + "n * 10");
    assertEquals(List.of("0", "1"), computed());
    assertTrue(report().contains("0 of 2 items from the cache, 2 stored"), report());
    notebook.run("%%" + lane + " --cache n : 3 -> b\n" + noting("n") + "n * 10");
    assertEquals(List.of("2"), computed());
    assertTrue(report().contains("2 of 3 items from the cache, 1 stored"), report());
    assertEquals("[0, 10, 20]", notebook.run("b"));
  }

  @Test
  void anotherKernelTakesThemToo() throws Exception {
    String[] cells = {
      "record Point(int x, String label) { Point twice() { return new Point(scaled(x), label); } }",
      "int factor = 2;",
      "int scaled(int x) { return x * factor; }",
      "java.util.function.UnaryOperator<Point> change = p -> p.twice();",
      "var points = List.of(new Point(1, \"a\"), new Point(2, \"b\"));",
      "%%sequential --cache p : points -> changed\n" + noting("p.label()") + "change.apply(p)"
    };
    for (String cell : cells) {
      notebook.run(cell);
    }
    assertEquals(List.of("a", "b"), computed());
    try (EngineSession other = new EngineSession()) {
      other.run("int unrelated = 1;");
      other.run("record Other(int x) {}");
      other.run("int scaled(int x) { return 0; }");
      for (String cell : cells) {
        other.run(cell);
      }
      assertEquals(List.of(), computed());
      assertEquals("4", other.run("changed.get(1).x()"));
      assertEquals("true", other.run("changed.get(0) instanceof Point"));
    }
  }

  @Test
  void objectsThatAreWrittenFieldByFieldComeBackInAnotherKernel() throws Exception {
    // An object stream would leave out what the library's class has.
    String[] cells = {
      "%jars " + jar("Base"),
      "class Pair extends lib.Base { Pair other; int b; }",
      "%%sequential --cache n : 2 -> pairs\n"
          + noting("n")
          + "Pair p = new Pair(); p.a = n + 5; p.b = n; p.other = p; return p;"
    };
    for (String cell : cells) {
      notebook.run(cell);
    }
    assertEquals(List.of("0", "1"), computed());
    try (EngineSession other = new EngineSession()) {
      other.run("int unrelated = 1;");
      for (String cell : cells) {
        other.run(cell);
      }
      assertEquals(List.of(), computed());
      assertEquals("6", other.run("pairs.get(1).a"));
      assertEquals("true", other.run("pairs.get(1).other == pairs.get(1)"));
    }
  }

  @Test
  void whatDoesNotMatterDoesNotCount() throws Exception {
    notebook.run("int used = 1;");
    notebook.run("var set = new HashSet<>(List.of(\"a\", \"b\", \"c\", \"q\"));");
    notebook.run("var texts = List.of(new String(\"t\"), new String(\"t\"));");
    String body = noting("n") + "n + used + set.size() + texts.size()";
    notebook.run("%%sequential --cache n : 1 -> a\n" + body);
    assertEquals(List.of("0"), computed());
    notebook.run("int notUsed = 5;");
    notebook.run("set = new HashSet<>(1024); set.addAll(List.of(\"q\", \"c\", \"b\", \"a\"));");
    notebook.run("var one = \"t\"; texts = List.of(one, one);");
    notebook.run(
        "%%sequential --cache --keep-going n : Stream.of(0).map(x -> x) -> b\n\n// a comment\n"
            + body);
    assertEquals(List.of(), computed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the body's code | int x = 0; | n + 1 | int x = 0; | n + 2",
        "a captured value | int v = 1; | n + v | int v = 2; | n + v",
        "a captured object | var m = List.of(1); | n + m.get(0) | var m = List.of(2); | n +"
            + " m.get(0)",
        "a method | int f(int n) { return n; } | f(n) | int f(int n) { return n + 1; } | f(n)",
        "a class | record A(int n) { int g() { return n; } } | new A(n).g()"
            + " | record A(int n) { int g() { return n + 1; } } | new A(n).g()",
        "a static field | class S { static int k = 1; } | n + S.k" + " | S.k = 2; | n + S.k",
        "lambdas that change places"
            + " | java.util.function.IntUnaryOperator p = i -> i + 1, q = i -> i * 2;"
            + " | p.applyAsInt(q.applyAsInt(n))"
            + " | java.util.function.IntUnaryOperator p = i -> i * 2, q = i -> i + 1;"
            + " | p.applyAsInt(q.applyAsInt(n))",
        "a record's name | record B(int n) {} | new B(n).toString()"
            + " | record C(int n) {} | new C(n).toString()",
        "an annotation | class D { @Deprecated int f; } | D.class.getDeclaredFields().length"
            + " | class D { int f; } | D.class.getDeclaredFields().length"
      })
  void whatMattersIsComputedAgain(
      String what, String before, String first, String after, String second) throws Exception {
    notebook.run(before);
    notebook.run("%%sequential --cache n : 1 -> a\n" + noting("n") + first);
    notebook.run("%%sequential --cache n : 1 -> b\n" + noting("n") + first);
    assertEquals(List.of("0"), computed(), what);
    notebook.run(after);
    notebook.run("%%sequential --cache n : 1 -> c\n" + noting("n") + second);
    assertEquals(List.of("0"), computed(), what);
  }

  /// A jar with a class that has a static method `one` and a field `a`.
  private Path jar(String type) throws IOException {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of("lib." + type),
                c ->
                    c.withFlags(AccessFlag.PUBLIC)
                        .withField("a", ConstantDescs.CD_int, ClassFile.ACC_PUBLIC)
                        .withMethodBody(
                            ConstantDescs.INIT_NAME,
                            ConstantDescs.MTD_void,
                            ClassFile.ACC_PUBLIC,
                            code ->
                                code.aload(0)
                                    .invokespecial(
                                        ConstantDescs.CD_Object,
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void)
                                    .return_())
                        .withMethodBody(
                            "one",
                            MethodTypeDesc.of(ConstantDescs.CD_int),
                            ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                            code -> code.iconst_1().ireturn()));
    Path jar = folder.resolve(type + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("lib/" + type + ".class"));
      out.write(bytes);
    }
    return jar;
  }

  @Test
  void theJarsCountWhereTheBodyUsesALibrary() throws Exception {
    String plain = "%%sequential --cache n : 1 -> a\n" + noting("\"plain\"") + "n";
    String using = "%%sequential --cache n : 1 -> a\n" + noting("\"using\"") + "lib.Some.one()";
    notebook.run("%jars " + jar("Some"));
    for (String cell : List.of(plain, using, plain, using)) {
      notebook.run(cell);
    }
    assertEquals(List.of("plain", "using"), computed());
    notebook.run("%jars " + jar("Other"));
    notebook.run(plain);
    notebook.run(using);
    assertEquals(List.of("using"), computed());
  }

  @Test
  void theNumberOfAnItemCountsWhereTheBodyAsksForIt() throws Exception {
    notebook.run("%%sequential --cache n : List.of(7, 7) -> a\n" + noting("n") + "lane.index()");
    assertEquals(List.of("7", "7"), computed());
    assertEquals("[0, 1]", notebook.run("a"));
    notebook.run("%%sequential --cache n : List.of(7, 7) -> b\n" + noting("n") + "n");
    assertEquals(List.of("7"), computed());
  }

  @Test
  void codeThatItemsBringAlongCounts() throws Exception {
    notebook.run("interface Shape { double area(); }");
    notebook.run("record Square(double a) implements Shape { public double area() { return a; } }");
    String cell = "%%sequential --cache s : List.of(new Square(2)) -> a\n" + noting("s");
    notebook.run("double area(Shape s) { return s.area(); }");
    notebook.run(cell + "area(s)");
    notebook.run(cell + "area(s)");
    assertEquals(1, computed().size());
    notebook.run(
        "record Square(double a) implements Shape { public double area() { return a * a; } }");
    notebook.run(cell + "area(s)");
    assertEquals(1, computed().size());
    assertEquals("[4.0]", notebook.run("a"));
  }

  @Test
  void aCapturedValueThatCannotBeWrittenIsNamedOrIgnored() throws Exception {
    notebook.run("var worker = new Thread(() -> {});");
    String body = noting("n") + "worker.isAlive() ? -1 : n";
    String told = notebook.failure("%%threads --cache n : 1 -> a\n" + body);
    assertTrue(told.contains("--cache cannot tell this body's results from others"), told);
    assertTrue(told.contains("`worker` (java.lang.Thread)"), told);
    assertTrue(
        notebook
            .failure("%%threads --resume n : 1 -> a\n" + body)
            .contains("--resume cannot tell this body's results from others"));
    notebook.run("%%threads --cache --cache-ignore worker n : 1 -> a\n" + body);
    notebook.run("%%threads --cache --cache-ignore worker n : 1 -> a\n" + body);
    assertEquals(List.of("0"), computed());
    told = notebook.failure("%%threads --cache --cache-ignore worker,worked n : 1 -> a\n" + body);
    assertTrue(told.contains("the body uses no variable `worked`; it uses worker"), told);
  }

  @Test
  void whatCannotBeStoredIsToldAndKept() throws Exception {
    notebook.run("%%sequential --cache n : 2 -> threads\nnew Thread(\"t\" + n)");
    assertTrue(report().contains("2 results could not be stored"), report());
    assertTrue(report().contains("java.lang.Thread is not serializable"), report());
    assertEquals("t1", notebook.run("threads.get(1).getName()"));
    String failed =
        notebook.failure("%%sequential --cache t : List.of(new Thread()) -> a\nt.getName()");
    assertTrue(failed.contains("the item (java.lang.Thread) cannot be sent"), failed);
  }

  @Test
  void aRateIsForWhatIsStarted() throws Exception {
    notebook.run("%%virtual --cache n : 100 -> a\nn");
    // Had they to wait, the second run would take more than an hour.
    notebook.run("%%virtual --cache --rate 1/m n : 100 -> a\nn");
    assertTrue(report().contains("100 of 100 items from the cache"), report());
  }

  @Test
  void failuresAreNotStored() throws Exception {
    String cell =
        "%%sequential --cache --keep-going n : 3 -> a\n"
            + noting("n")
            + "if (n == 1) throw new IOException(\"no\");\nreturn n;";
    notebook.run(cell);
    notebook.run(cell);
    assertEquals(List.of("0", "1", "2", "1"), computed());
  }

  @Test
  void aDamagedResultIsComputedAgain() throws Exception {
    String cell = "%%sequential --cache n : 2 -> a\n" + noting("n") + "new double[] {n, 1, 2}";
    notebook.run(cell);
    Path one = results("results").getFirst();
    byte[] bytes = Files.readAllBytes(one);
    bytes[bytes.length - 1]++;
    Files.write(one, bytes);
    Path other = results("results").getLast();
    Files.write(other, List.of("cut off"));
    assertEquals(2, computed().size());
    notebook.run(cell);
    assertEquals(2, computed().size());
    assertTrue(report().contains("2 stored results were damaged and computed again"), report());
    notebook.run(cell);
    assertEquals(0, computed().size());
    assertEquals("1.0", notebook.run("a.get(1)[0]"));
  }

  @Test
  void largeArraysComeBack() throws Exception {
    String cell =
        "%%sequential --cache n : 2 -> big\n"
            + noting("n")
            + "double[] a = new double[300_000]; Arrays.setAll(a, i -> i + n); return a;";
    notebook.run(cell);
    notebook.run(cell);
    assertEquals(List.of("0", "1"), computed());
    assertEquals("300000.0", notebook.run("big.get(1)[299_999]"));
  }

  @Test
  void theCacheKeepsWithinItsSize() throws Exception {
    notebook.run("%env JLANES_CACHE_SIZE=100k");
    String body = " -> a\nbyte[] bytes = new byte[10_000]; bytes[0] = n.byteValue(); return bytes;";
    notebook.run("%%sequential --cache n : 20" + body);
    notebook.run("%%sequential --cache n : List.of(19, 18, 0)" + body);
    assertTrue(report().contains("2 of 3 items from the cache"), report());
    long left = 0;
    for (Path file : results("results")) {
      left += Files.size(file);
    }
    assertTrue(left > 50_000 && left <= 102_400, "" + left);
    notebook.run("%%sequential --cache n : 1 -> a\nnew byte[60_000]");
    assertTrue(report().contains("it takes more than half of the cache"), report());
    notebook.run("%env JLANES_CACHE_SIZE=lots");
    String told = notebook.failure("%%sequential --cache n : 1 -> a\nn");
    assertTrue(told.contains("JLANES_CACHE_SIZE is a size with its unit"), told);
  }

  @Test
  void theCacheIsShownAndCleared() throws Exception {
    notebook.run("%cache");
    assertTrue(report().startsWith("no results in " + folder.resolve("cache")), report());
    notebook.run("%%sequential --cache n : 3 -> first\nn + 100");
    notebook.run("%%sequential --cache n : 2 -> second\nn + 200");
    notebook.run("%%sequential --cache n : 2 -> second\nn + 200");
    notebook.run("%cache");
    assertTrue(report().contains("5 results, "), report());
    assertTrue(
        report().matches("(?s).*second +[0-9a-f]{8} +2 +\\d.* [kB]+ +2 times +just now.*"),
        report());
    assertTrue(report().matches("(?s).*first +[0-9a-f]{8} +3 .* 0 times .*"), report());
    assertTrue(notebook.failure("%cache clear third").contains("there are those of second, first"));
    for (Path file : results("results").subList(0, 2)) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
    }
    notebook.run("%cache clear --older 7d");
    assertTrue(notebook.stdout().startsWith("removed 2 results"), notebook.stdout());
    notebook.run("%cache clear");
    assertTrue(notebook.stdout().startsWith("removed 3 results"), notebook.stdout());
    assertEquals(List.of(), results("results"));
    assertTrue(notebook.failure("%cache clear --older soon").contains("`soon` is not"));
    assertTrue(notebook.failure("%cache show").contains("%cache does not know this word"));
  }

  @Test
  void aFolderOfOnesOwnIsUsedButNoneThatOthersMayWrite() throws Exception {
    Path own = folder.resolve("own");
    String options = " --cache --cache-dir " + own + " n : 1 -> a\n";
    notebook.run("%%sequential" + options + noting("n") + "n");
    notebook.run("%%sequential" + options + noting("n") + "n");
    assertEquals(List.of("0"), computed());
    assertEquals(List.of(), results("results"));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
    notebook.run("%cache --cache-dir " + own);
    assertTrue(report().contains("1 result, "), report());
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
    String told = notebook.failure("%%sequential" + options + "n");
    assertTrue(told.contains("every user of this machine may write into " + own), told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--cache --repeat 2 n : 1 | --repeat measures the same work several times",
        "--resume | --resume keeps the results of items, and this body has none",
        "--cache-dir /x n : 1 | --cache-dir means nothing without --cache or --resume",
        "--cache-ignore a n : 1 | --cache-ignore means nothing without --cache or --resume"
      })
  void whatDoesNotFitTogetherIsRefused(String header, String told) {
    String said = notebook.failure("%%threads " + header + "\n1");
    assertTrue(said.contains(told), said);
  }

  @Test
  void aSweepGoesOnAfterAFailure() throws Exception {
    Path broken = Files.createFile(folder.resolve("broken"));
    String body =
        "if (n == 3 && java.nio.file.Files.exists(java.nio.file.Path.of(\""
            + broken
            + "\"))) throw new IOException(\"no\");\n"
            + noting("n");
    String cell = "%%sequential --resume n : List.of(1, 2, 2, 3, 4) -> sweep\n" + body + "n";
    String failed = notebook.failure(cell);
    assertTrue(failed.contains("IOException: no"), failed);
    assertEquals(List.of("1", "2", "2"), computed());
    notebook.run("%cache");
    assertTrue(report().contains("not complete: go on with --resume"), report());
    Files.delete(broken);
    notebook.run(cell);
    assertEquals(List.of("3", "4"), computed());
    assertTrue(report().contains("3 of 5 items taken over from before"), report());
    assertEquals("[1, 2, 2, 3, 4]", notebook.run("sweep"));
    // Complete: another run begins from the beginning.
    assertEquals(List.of(), results("sweeps"));
    notebook.run(cell);
    assertEquals(5, computed().size());
  }

  @Test
  void aSweepThatHasFailuresIsNotComplete() throws Exception {
    Path broken = Files.createFile(folder.resolve("broken"));
    String cell =
        "%%threads --resume --keep-going n : 4 -> sweep\n"
            + noting("n")
            + "if (n == 2 && java.nio.file.Files.exists(java.nio.file.Path.of(\""
            + broken
            + "\"))) throw new IOException(\"no\");\nn";
    notebook.run(cell);
    assertEquals(4, computed().size());
    Files.delete(broken);
    notebook.run(cell);
    assertEquals(List.of("2"), computed());
    assertEquals("[0, 1, 2, 3]", notebook.run("sweep"));
  }
}
