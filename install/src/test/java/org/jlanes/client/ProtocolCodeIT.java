package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Code that is odd as text: every request on it is answered, and the kernel goes on.
final class ProtocolCodeIT {
  @SharedKernel private static KernelSession kernel;
  private static Health health;
  private static Forge forge;

  @BeforeAll
  static void prepare() throws Exception {
    health = new Health(kernel);
    forge = new Forge(kernel.process().connection());
  }

  /// Code as it stands between the quotes of JSON, and what it would catch.
  record Odd(String catches, String json) {
    @Override
    public String toString() {
      return catches;
    }
  }

  static Stream<Odd> oddCode() {
    return Stream.of(
        new Odd("half a character in a string", "\\\"\\ud800\\\""),
        new Odd("half a character outside of strings", "int \\udc00 = 1;"),
        new Odd("halves in the wrong order", "\\\"\\udc00\\ud800\\\""),
        new Odd("half a character at the end", "1 // \\ud83d"),
        new Odd("a NUL", "1\\u0000"),
        new Odd("a NUL in a string", "\\\"a\\u0000b\\\""),
        new Odd("a byte order mark", "\\ufeff1 + 1"),
        new Odd("control characters", "1\\u001a\\u001b[2J\\u0007"),
        new Odd("Unicode escapes of Java, broken", "\\\\u12 + \\\\uuuu0031 \\\\"),
        new Odd("line separators that Java does not know", "int a = 1;\\u2028int b = 2;\\u0085"),
        new Odd("nothing", ""),
        new Odd("white space only", " \\t\\n\\u3000\\n "),
        new Odd("a magic without a name", "%"),
        new Odd("a cell magic without a name", "%%"),
        new Odd("a cell magic of garbage", "%%\\u0000\\ud800 -- -> : ::\\n%%"),
        new Odd("an open comment", "/* 1"),
        new Odd("an open text block", "\\\"\\\"\\\"\\n"),
        new Odd("open brackets", "{".repeat(3_000)),
        new Odd("closing brackets", "}".repeat(3_000)),
        new Odd("a deep expression", "(".repeat(3_000) + "1" + ")".repeat(3_000)),
        new Odd("a long sum", "1" + "+1".repeat(5_000)),
        new Odd("JShell's own names", "class REPL { } int $1 = 1; $JShell$1.x"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddCode")
  void everyRequestOnOddCodeIsAnswered(Odd odd) throws Exception {
    for (String type :
        List.of("execute_request", "is_complete_request", "complete_request", "inspect_request")) {
      String id = Forge.id();
      kernel
          .client()
          .sendRaw(
              ChannelName.SHELL,
              forge.signed(
                  Forge.header(id, type),
                  "{}",
                  "{}",
                  "{\"code\":\"" + odd.json + "\",\"cursor_pos\":1}"));
      Message reply = kernel.awaitReply(ChannelName.SHELL, id, "the reply to " + type);
      assertTrue(
          List.of("ok", "error", "complete", "incomplete", "invalid", "unknown")
              .contains(Json.string(reply.content(), "status", "")),
          reply.content().toString());
      assertTrue(
          !reply.content().toString().contains("The kernel failed"), reply.content().toString());
    }
    assertEquals("2", kernel.run("1 + 1").result());
    health.assertAnswersHere();
  }

  @Test
  void lineEndsOfAllSystemsAreLineEnds() throws Exception {
    for (String end : List.of("\n", "\r\n", "\r")) {
      Cell cell = kernel.run(String.join(end, "int a = 1; // one", "int b = 2;", "a + b"));
      assertEquals("3", cell.result(), "with " + end.replace("\r", "CR").replace("\n", "LF"));
    }
    Cell failed = kernel.run("int c = 1;\r\nint d = 2;\r\nthrow new RuntimeException(\"x\");");
    assertTrue(failed.traceback().contains("line 3"), failed.traceback());
  }

  /// Catches limits on messages, and work that grows with the square of the code's length.
  @Test
  void fiveMegabytesOfCodeAreRun() throws Exception {
    String comment = "// " + "z".repeat(96) + "\n";
    Cell cell = kernel.run(comment.repeat(50_000) + "40 + 2");
    assertEquals("42", cell.result());
    Message complete =
        kernel.request(
            ChannelName.SHELL, "is_complete_request", Map.of("code", comment.repeat(50_000)));
    assertEquals("complete", Json.string(complete.content(), "status", ""));
    health.assertUnhurt();
  }

  @Test
  void aBurstOfCellsRunsInOrder() throws Exception {
    var unused = kernel.run("var seen = new java.util.ArrayList<Integer>();");
    List<KernelSession.Running> burst = new ArrayList<>();
    int cells = 200;
    for (int i = 0; i < cells; i++) {
      burst.add(kernel.submit("seen.add(" + i + ");"));
    }
    for (KernelSession.Running each : burst) {
      assertEquals("ok", each.await().status());
    }
    assertEquals(
        "true",
        kernel
            .run("seen.equals(java.util.stream.IntStream.range(0, " + cells + ").boxed().toList())")
            .result());
  }
}
