package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The history across kernels, with real ones.
final class ProtocolHistoryIT {
  @TempDir private Path temporary;

  private KernelSession start() throws Exception {
    return KernelSession.start(Map.of("JLANES_HISTORY", "", "XDG_DATA_HOME", temporary.toString()));
  }

  private Path folder() {
    return temporary.resolve("jlanes").resolve("history");
  }

  private static List<String> history(KernelSession kernel, Map<String, Object> fields)
      throws Exception {
    Message reply = kernel.request(ChannelName.SHELL, "history_request", fields);
    assertEquals("ok", Json.string(reply.content(), "status", ""));
    return Json.array(reply.content(), "history").asList().stream()
        .map(JsonElement::getAsJsonArray)
        .map(e -> e.get(0) + "/" + e.get(1) + " " + e.get(2))
        .toList();
  }

  private static List<String> tail(KernelSession kernel) throws Exception {
    return history(kernel, Map.of("hist_access_type", "tail", "n", 100));
  }

  @Test
  void aKernelKnowsWhatTheOneBeforeItRan() throws Exception {
    try (KernelSession first = start()) {
      assertEquals("3", first.run("int a = 1;\nint b = 2;\na + b").result());
      var unused = first.run("silent()", Map.of("silent", true));
    }
    try (KernelSession second = start()) {
      assertEquals("2", second.run("1 + 1").result());
      assertEquals(
          List.of("1/1 [\"int a = 1;\\nint b = 2;\\na + b\",\"3\"]", "2/1 [\"1 + 1\",\"2\"]"),
          history(second, Map.of("hist_access_type", "tail", "n", 9, "output", true)));
      Map<String, Object> before = new HashMap<>(Map.of("hist_access_type", "range"));
      before.putAll(Map.of("session", -1, "start", 1, "stop", 2, "raw", false));
      List<String> cell = List.of("1/1 \"int a = 1;\\nint b = 2;\\na + b\"");
      assertEquals(cell, history(second, before));
      before.put("session", 0);
      assertEquals(List.of("2/1 \"1 + 1\""), history(second, before));
      assertEquals(
          cell,
          history(
              second,
              Map.of("hist_access_type", "search", "pattern", "int*", "n", 9, "unique", true)));
    }
    try (Stream<Path> files = Files.list(folder())) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void twoKernelsAtOnceKeepTheirCellsApart() throws Exception {
    try (KernelSession one = start();
        KernelSession other = start()) {
      KernelSession.Running first = one.submit("\"one\"");
      KernelSession.Running second = other.submit("\"other\"");
      assertEquals("ok", first.await().status());
      assertEquals("ok", second.await().status());
      // Each has written its own when it answers.
      assertTrue(tail(one).size() >= 1);
      assertEquals(2, tail(other).size());
      Map<String, Object> own = Map.of("hist_access_type", "range", "session", 0);
      String number = history(one, own).getFirst().substring(0, 1);
      String otherNumber = history(other, own).getFirst().substring(0, 1);
      assertEquals(List.of(number + "/1 \"\\\"one\\\"\""), history(one, own));
      assertEquals(List.of(otherNumber + "/1 \"\\\"other\\\"\""), history(other, own));
      assertEquals(List.of("1", "2"), Stream.of(number, otherNumber).sorted().toList());
    }
  }

  @Test
  void theCellInWhichTheKernelWasKilledIsKept() throws Exception {
    try (KernelSession first = start()) {
      var unused = first.run("int before = 1;");
      first.submit("System.out.println(\"here\"); Thread.sleep(600_000);").awaitPrinted("here");
      // A thread of its own writes it.
      long end = System.nanoTime() + KernelSession.PATIENCE.toNanos();
      while (Files.readAllLines(folder().resolve("1.jsonl")).size() < 2) {
        assertTrue(System.nanoTime() < end, "the cell that runs is written");
        Thread.sleep(5);
      }
      first.process().kill();
      assertTrue(first.process().awaitExit(KernelSession.PATIENCE));
    }
    Path file = folder().resolve("1.jsonl");
    assertEquals(2, Files.readAllLines(file).size());
    Files.write(file, new byte[] {'{', '"', (byte) 0xff}, StandardOpenOption.APPEND);
    try (KernelSession second = start()) {
      List<String> kept = tail(second);
      assertEquals(2, kept.size(), kept.toString());
      assertTrue(kept.getLast().contains("600_000"), kept.toString());
    }
  }

  @Test
  void whatWasRunJustBeforeTheShutdownIsKept() throws Exception {
    try (KernelSession first = start()) {
      for (int i = 1; i <= 20; i++) {
        var unused = first.submit("int last" + i + " = 0;");
      }
      assertEquals("ok", first.run("int end = 0;").status());
    }
    try (KernelSession second = start()) {
      assertEquals(21, tail(second).size());
    }
  }

  @Test
  void aFolderThatCannotBeMadeCostsNoCellAndOneWarning() throws Exception {
    Path file = Files.writeString(temporary.resolve("file"), "");
    try (KernelSession kernel =
        KernelSession.start(Map.of("JLANES_HISTORY", file.resolve("below").toString()))) {
      assertEquals("2", kernel.run("1 + 1").result());
      assertEquals("3", kernel.run("1 + 2").result());
      assertEquals(2, tail(kernel).size());
      String log = kernel.process().log();
      assertEquals(2, log.split("JLANES_HISTORY", -1).length, log);
      assertFalse(log.contains("    at "), log);
    }
  }

  @Test
  void offKeepsNothing() throws Exception {
    try (KernelSession kernel =
        KernelSession.start(
            Map.of("JLANES_HISTORY", "off", "XDG_DATA_HOME", temporary.toString()))) {
      assertEquals("2", kernel.run("1 + 1").result());
      assertEquals(1, tail(kernel).size());
    }
    assertEquals(List.of(), entries(temporary));
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  @Test
  void fieldsOfWrongTypesGetAReply() throws Exception {
    try (KernelSession kernel = start()) {
      var unused = kernel.run("1 + 1");
      for (Object wrong : Arrays.asList(null, -1, 1e300, "text", List.of(), Map.of(), true)) {
        for (String type : List.of("tail", "range", "search", "unheard of")) {
          Map<String, Object> fields = new HashMap<>();
          List.of("n", "session", "start", "stop", "pattern", "unique", "output", "raw")
              .forEach(name -> fields.put(name, wrong));
          fields.put("hist_access_type", type);
          Message reply = kernel.request(ChannelName.SHELL, "history_request", fields);
          assertTrue(reply.content().get("history") instanceof JsonArray, type + " " + wrong);
        }
      }
      Map<String, Object> typeless = new HashMap<>();
      typeless.put("hist_access_type", 7);
      assertEquals(List.of(), history(kernel, typeless));
      assertEquals(List.of(), history(kernel, Map.of()));
    }
  }
}
