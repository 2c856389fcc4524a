package org.jlanes.soak;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Something that a front end asks all the time.
///
/// @param name the same in all languages
/// @param type the type of the request
/// @param code its code; `#` stands for the number of the round
/// @param tellsTime whether it shows when its parts ran, by the clock of the machine in
///   nanoseconds: then it counts how long the first of them took to come about
record SmallQuestion(String name, String type, String code, boolean tellsTime) {
  private static final String CELL = "execute_request";
  private static final String COMPLETE = "complete_request";

  SmallQuestion(String name, String type, String code) {
    this(name, type, code, false);
  }

  /// The questions in Java.
  static List<SmallQuestion> inJava() {
    return List.of(
        new SmallQuestion("cell 1 + 1", CELL, "1 + 1"),
        new SmallQuestion("cell with a class of 60 lines", CELL, javaClass("Account#")),
        new SmallQuestion("cell with that class, changed", CELL, javaClass("Account")),
        new SmallQuestion(
            "cell of ten statements",
            CELL,
            "int total = #;\n"
                + IntStream.range(0, 8)
                    .mapToObj(i -> "total += " + i + ";\n")
                    .collect(Collectors.joining())
                + "total"),
        new SmallQuestion(
            "new code in two processes", CELL, "%%processes --workers 2 --quiet i : 2\ni + #"),
        new SmallQuestion(
            "  until its first result",
            CELL,
            "%%processes --workers 2 --quiet i : 2\nSystem.nanoTime() + 0 * #",
            true),
        new SmallQuestion("complete a member", COMPLETE, "\"some text\".sub"),
        new SmallQuestion("complete a name", COMPLETE, "Str"),
        new SmallQuestion("complete a constructor", COMPLETE, "new Arr"),
        new SmallQuestion("inspect a method", "inspect_request", "\"some text\".substring("),
        new SmallQuestion("is_complete", "is_complete_request", "for (int i = 0; i < 3; i++) {"));
  }

  private static String javaClass(String name) {
    return "class "
        + name
        + " {\n    private double balance = #;\n    private int count;\n"
        + IntStream.range(0, 19)
            .mapToObj(i ->
                "    double rate"
                    + i
                    + "(double x) {\n        return x * "
                    + i
                    + " + balance + #;\n    }\n")
            .collect(Collectors.joining())
        + "}";
  }

  /// The questions in Python.
  static List<SmallQuestion> inPython() {
    return List.of(
        new SmallQuestion("cell 1 + 1", CELL, "1 + 1"),
        new SmallQuestion("cell with a class of 60 lines", CELL, pythonClass("Account#")),
        new SmallQuestion("cell with that class, changed", CELL, pythonClass("Account")),
        new SmallQuestion(
            "cell of ten statements",
            CELL,
            "total = #\n"
                + IntStream.range(0, 8)
                    .mapToObj(i -> "total += " + i + "\n")
                    .collect(Collectors.joining())
                + "total"),
        // Code that is new to a pool's processes cannot be sent to them.
        new SmallQuestion(
            "new code in two processes",
            CELL,
            "import functools, multiprocessing\n"
                + "if 'pool' not in globals(): pool = multiprocessing.Pool(2)\n"
                + "pool.map(functools.partial(int.__add__, #), range(2))"),
        new SmallQuestion(
            "  until its first result",
            CELL,
            "import time\npool.map(time.clock_gettime_ns, [time.CLOCK_MONOTONIC] * 2)",
            true),
        new SmallQuestion("complete a member", COMPLETE, "\"some text\".spl"),
        new SmallQuestion("complete a name", COMPLETE, "pri"),
        new SmallQuestion("complete a constructor", COMPLETE, "Exc"),
        new SmallQuestion("inspect a method", "inspect_request", "\"some text\".split"),
        new SmallQuestion("is_complete", "is_complete_request", "for i in range(3):"));
  }

  private static String pythonClass(String name) {
    return "class "
        + name
        + ":\n    balance = #\n    count = 0\n"
        + IntStream.range(0, 19)
            .mapToObj(i ->
                "    def rate"
                    + i
                    + "(self, x):\n        y = x * "
                    + i
                    + "\n        return y + self.balance + #\n")
            .collect(Collectors.joining());
  }

  /// The content of the request.
  JsonObject content(int round) {
    String text = code.replace("#", Integer.toString(round));
    if (type.equals(CELL)) {
      return CellRequest.of(text);
    }
    JsonObject content = new JsonObject();
    content.addProperty("code", text);
    content.addProperty("cursor_pos", text.codePointCount(0, text.length()));
    content.addProperty("detail_level", 0);
    return content;
  }

  /// Whether it runs code, so that its end is an idle status.
  boolean runs() {
    return type.equals(CELL);
  }
}
