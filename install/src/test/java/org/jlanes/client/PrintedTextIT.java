package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What `System.out` makes of text, bytes and characters, given in any order and by many threads.
final class PrintedTextIT {
  private static KernelSession kernel;

  @BeforeAll
  static void startKernel() throws Exception {
    kernel = KernelSession.start();
  }

  @AfterAll
  static void endKernel() {
    kernel.close();
  }

  @Test
  void halvesOfACharacterPrintedOneAfterTheOtherAreOneCharacter() throws Exception {
    String code =
        "System.out.print((char) 0xD83D); System.out.println(new String(Character.toChars(0x1F600))"
            + ".substring(1) + \" there\");";
    assertEquals("\uD83D\uDE00 there\n", kernel.run(code).stdout());
  }

  @Test
  void halfACharacterOfOneCellDoesNotMixWithTheTextOfAnother() throws Exception {
    KernelSession.Running first =
        kernel.submit(
            "System.out.print(\"a\\uD83D\"); System.in.read(); System.out.print('\\uDE00');");
    first.awaitPrinted("a");
    Message created = kernel.request(ChannelName.CONTROL, "create_subshell_request", Map.of());
    String subshell = Json.string(created.content(), "subshell_id", "");
    Cell second =
        kernel.submitTo(subshell, "System.out.print('b'); System.out.print(\"\\uDE00\"); ").await();
    assertEquals("b?", second.stdout());
    var unused = first.answer("");
    assertEquals("a\uD83D\uDE00", first.await().stdout());
  }

  @Test
  void textBehindBytesStaysBehindThem() throws Exception {
    String code =
        """
        byte[] umlaut = "ä".getBytes();
        System.out.print("a");
        System.out.write(umlaut, 0, 2);
        System.out.print("b");
        System.out.write(umlaut[0]);
        System.out.write(umlaut[1]);
        System.out.print('c');
        System.out.printf("%d%s", 4, "d");
        System.out.append("e").println((Object) null);
        System.out.println((String) null);
        """;
    assertEquals("aäbäc4denull\nnull\n", kernel.run(code).stdout());
  }

  @Test
  void halfACharacterInBytesIsShownAsSuchAndSwallowsNothing() throws Exception {
    assertEquals(
        "\uFFFDx\n", kernel.run("System.out.write(0xC3); System.out.println(\"x\");").stdout());
  }

  @Test
  void whatAThreadFormatsStaysTogether() throws Exception {
    Cell cell =
        kernel.run(
            """
            try (var pool = Executors.newFixedThreadPool(8)) {
              for (int t = 0; t < 8; t++) {
                int thread = t;
                pool.submit(() -> {
                  for (int i = 0; i < 500; i++) {
                    if (thread % 2 == 0) System.out.printf("<%d|%s|%d>%n", thread, "formatted", i);
                    else System.out.println("<" + thread + "|printed|" + i + ">");
                  }
                });
              }
            }
            """);
    String[] lines = cell.stdout().split("\n");
    assertEquals(4000, lines.length);
    for (String line : lines) {
      assertTrue(line.matches("<\\d\\|(formatted|printed)\\|\\d+>"), line);
    }
  }
}
