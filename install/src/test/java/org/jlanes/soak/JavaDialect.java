package org.jlanes.soak;

import java.util.List;
import java.util.Set;

/// The soak's cells in Java.
final class JavaDialect implements Dialect {
  private static final List<String> STARTS =
      List.of(
          "new Thread(body).start();",
          "Thread.ofVirtual().start(body);",
          "CompletableFuture.runAsync(body);",
          "var own = Executors.newSingleThreadExecutor(); own.submit(body); own.shutdown();");

  /// `#` stands for a number that is never the same.
  private static final List<String> DIFFERENT =
      List.of(
          "int n# = #;",
          "long total = #;",
          "long twice(int x) { return 2 * x + total + #; }",
          "twice(#) + total",
          "Stream.of(#, 2).map(x -> x * 2).toList()",
          "double f#(double x) { return x + #; }",
          "record Point(int x, int y) { int sum() { return x + y + #; } } new Point(#, 2).sum()",
          "for (int k = 0; k < 10; k++) { total += k; }",
          "new byte[4_000_000 + #]",
          "String text = \"t\" + #; text.length()");

  @Override
  public String print(String line) {
    return "System.out.println(\"" + line + "\");";
  }

  @Override
  public String lines(String token, int lines) {
    return "for (int i = 0; i < %d; i++) System.out.println(\"%s:m:\" + i);"
        .formatted(lines, token);
  }

  @Override
  public String flood(String token, int lines, int errorEvery) {
    return """
    for (int i = 0; i < %d; i++) {
      (i %% %d == 0 ? System.err : System.out).println("%s:m:" + i);
    }
    """
        .formatted(lines, errorEvery, token);
  }

  @Override
  public String threads(String token, int threads, int lines, int kind) {
    return """
    for (int t = 0; t < %d; t++) {
      int id = t;
      Runnable body = () -> {
        java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        for (int i = 0; i < %d; i++) {
          System.out.println("%s:t" + id + ":" + i);
          java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
      };
      %s
    }
    """
        .formatted(threads, lines, token, STARTS.get(kind % STARTS.size()));
  }

  @Override
  public String loop(String token) {
    return print(token + ":on:0") + "\nfor (long z = 0; ; z++) {}";
  }

  @Override
  public String sleep(String token) {
    return print(token + ":on:0") + "\nThread.sleep(600_000);";
  }

  @Override
  public String fail(int millis, String message) {
    return "Thread.sleep(%d);\nif (true) throw new IllegalStateException(\"%s\");"
        .formatted(millis, message);
  }

  @Override
  public String assign(String variable, int value) {
    return "int " + variable + " = " + value + ";";
  }

  @Override
  public String ask(String prompt) {
    return "System.out.print(\"" + prompt + "\"); new Scanner(System.in).nextLine()";
  }

  @Override
  public String display(String token, int updates) {
    return """
    {
      var shown = Display.show("%s:d:0");
      for (int i = 1; i <= %d; i++) shown.update("%s:d:" + i);
    }
    """
        .formatted(token, updates, token);
  }

  @Override
  public Pair completion() {
    return new Pair("Math.floorM", "floorMod");
  }

  @Override
  public String inspectable() {
    return "Math";
  }

  @Override
  public String incomplete() {
    return "for (int i = 0; i < 3; i++) {";
  }

  @Override
  public String gauges() {
    return """
    System.gc();
    "heapBytes="
        + java.lang.management.ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
        + " metaspaceBytes="
        + java.lang.management.ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .mapToLong(pool -> pool.getUsage().getUsed())
            .sum()
        + " classes="
        + java.lang.management.ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()
    """;
  }

  @Override
  public String burn(int seconds) {
    return """
    {
      long end = System.nanoTime() + %d_000_000_000L;
      Runnable spin = () -> { while (System.nanoTime() < end) {} };
      for (int i = 1; i < Runtime.getRuntime().availableProcessors(); i++) {
        new Thread(spin).start();
      }
      spin.run();
    }
    """
        .formatted(seconds);
  }

  @Override
  public List<ScriptStep> scripts() {
    return JavaScripts.all();
  }

  @Override
  public String commTarget(String target) {
    return "Comms.register(\"%s\", (comm, opening) -> comm.onMessage(m -> comm.send(m.data())));"
        .formatted(target);
  }

  @Override
  public String endless(String token, int kind) {
    return switch (kind % 4) {
      case 0 -> loop(token);
      case 1 -> "for (long i = 0; ; i++) System.out.println(\"" + token + ":on:\" + i);";
      case 2 ->
          print(token + ":on:0") + "\nnew ProcessBuilder(\"sleep\", \"600\").start().waitFor();";
      default -> "%%processes --workers 1 n : 1\n" + print(token + ":on:0") + "\nfor (;;) {}";
    };
  }

  @Override
  public List<SmallQuestion> questions() {
    return SmallQuestion.inJava();
  }

  @Override
  public String newName(int number) {
    return "int name" + number + " = " + number + ";";
  }

  @Override
  public String different(int number) {
    return DIFFERENT.get(number % DIFFERENT.size()).replace("#", Integer.toString(number));
  }

  /// Every loss is a defect of ours.
  @Override
  public Set<Fault> tolerated() {
    return Set.of();
  }
}
