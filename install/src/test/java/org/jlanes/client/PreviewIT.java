package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Preview features of Java 25 in a kernel that was started with `--enable-preview`.
final class PreviewIT {
  private static final String PRIMITIVE_PATTERN =
      "String size(int n) { return switch (n) { case byte b -> \"byte \" + b; case int i ->"
          + " \"int \" + i; }; }\n";

  private static KernelSession kernel;

  @BeforeAll
  static void start() throws Exception {
    kernel =
        KernelSession.start(
            KernelSession.command(List.of("--enable-preview"), List.of()), Path.of("."));
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  @Test
  void patternsOfPrimitiveTypesWork() throws Exception {
    assertEquals("int 1000", kernel.ok(PRIMITIVE_PATTERN + "size(1000)").result());
    assertEquals("byte 7", kernel.ok("size(7)").result());
    assertEquals("true", kernel.ok("Object seven = 7; seven instanceof int i && i == 7").result());
  }

  @Test
  void aStructuredScopeJoinsItsTasks() throws Exception {
    Cell cell =
        kernel.ok(
            "import java.util.concurrent.StructuredTaskScope;\n"
                + "int joined;\n"
                + "try (var scope = StructuredTaskScope.open()) {\n"
                + "  var a = scope.fork(() -> 40);\n"
                + "  var b = scope.fork(() -> 2);\n"
                + "  scope.join();\n"
                + "  joined = a.get() + b.get();\n"
                + "}\n"
                + "joined");
    assertEquals("42", cell.result());
  }

  @Test
  void aStableValueIsSetOnce() throws Exception {
    assertEquals(
        "5",
        kernel
            .ok(
                "StableValue<Integer> once = StableValue.of();\nonce.orElseSet(() -> 5);\n"
                    + "once.orElseSet(() -> 6)")
            .result());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual", "processes --workers 1"})
  void bodiesOfLanesHaveThemToo(String lane) throws Exception {
    String header = "%%" + lane + " --quiet n : List.of(1, 1000)\n";
    assertEquals(
        "[byte, int]",
        kernel
            .ok(
                header
                    + "switch (n.intValue()) { case byte b -> \"byte\"; case int i ->"
                    + " \"int\"; }")
            .result());
    assertEquals(
        "[7, 7]",
        kernel
            .ok(
                header
                    + "import java.util.concurrent.StructuredTaskScope;\n"
                    + "try (var scope = StructuredTaskScope.open()) {\n"
                    + "  var seven = scope.fork(() -> 7);\n"
                    + "  scope.join();\n"
                    + "  return seven.get();\n"
                    + "}")
            .result());
  }

  @Test
  void helpWhileTypingKnowsThem() throws Exception {
    var done =
        kernel.request(
            ChannelName.SHELL,
            "complete_request",
            java.util.Map.of("code", "StableVal", "cursor_pos", 9));
    assertTrue(done.content().toString().contains("StableValue"), done.content().toString());
  }
}
