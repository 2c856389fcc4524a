package org.jlanes.soak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What Java cells do that others cannot.
final class JavaScripts {
  private JavaScripts() {}

  /// All of it.
  static List<ScriptStep> all() {
    return List.of(
        new ScriptStep("%%background", 4, JavaScripts::background),
        new ScriptStep("a parallel stream", 4, JavaScripts::parallel),
        new ScriptStep("a timer", 3, JavaScripts::timer),
        new ScriptStep("a child process", 3, JavaScripts::child),
        new ScriptStep("%%threads", 3, (token, random) -> lane("threads", 8, token)),
        new ScriptStep("%%virtual", 3, (token, random) -> lane("virtual", 50, token)),
        new ScriptStep("%%processes", 2, (token, random) -> lane("processes", 6, token)));
  }

  private static Script background(String token, Random random) {
    int lines = 20 + random.nextInt(200);
    String code =
        """
        %%%%background
        for (int i = 0; i < %d; i++) {
          System.out.println("%s:b:" + i);
          java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
        """
            .formatted(lines, token);
    return new Script(code, Map.of("b", lines), null, true);
  }

  private static Script parallel(String token, Random random) {
    int items = 20 + random.nextInt(100);
    String code =
        "IntStream.range(0, %d).parallel().forEach(i -> System.out.println(\"%s:i\" + i + \":0\"));"
            .formatted(items, token);
    return new Script(code, each(items), null, false);
  }

  private static Map<String, Integer> each(int items) {
    Map<String, Integer> lines = new HashMap<>();
    for (int i = 0; i < items; i++) {
      lines.put("i" + i, 1);
    }
    return lines;
  }

  private static Script timer(String token, Random random) {
    int lines = 5 + random.nextInt(20);
    String code =
        """
        {
          var timer = new java.util.Timer(true);
          timer.schedule(new java.util.TimerTask() {
            int i;
            @Override public void run() {
              System.out.println("%s:t:" + i++);
              if (i == %d) timer.cancel();
            }
          }, 5, 5);
        }
        """
            .formatted(token, lines);
    return new Script(code, Map.of("t", lines), null, true);
  }

  private static Script child(String token, Random random) {
    int lines = 1 + random.nextInt(50);
    String code =
        """
        new ProcessBuilder("sh", "-c",
                "i=0; while [ $i -lt %d ]; do echo %s:c:$i; i=$((i+1)); done")
            .inheritIO().start().waitFor()
        """
            .formatted(lines, token);
    return new Script(code, Map.of("c", lines), "0", false);
  }

  private static Script lane(String lane, int items, String token) {
    String code = "%%" + lane + " n : " + items + "\nSystem.out.println(\"" + token;
    String squares =
        IntStream.range(0, items)
            .mapToObj(n -> Integer.toString(n * n))
            .collect(Collectors.joining(", ", "[", "]"));
    return new Script(code + ":i\" + n + \":0\");\nn * n", each(items), squares, false);
  }
}
