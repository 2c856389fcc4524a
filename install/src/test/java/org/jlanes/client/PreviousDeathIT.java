package org.jlanes.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the user of a kernel learns of the one that died before it.
final class PreviousDeathIT {
  @TempDir Path folder;

  private Map<String, String> environment() {
    return Map.of("XDG_STATE_HOME", folder.resolve("state").toString());
  }

  private List<Path> marks() throws Exception {
    Path marks = folder.resolve("state/jlanes/kernels");
    try (Stream<Path> all = Files.list(marks)) {
      return all.toList();
    }
  }

  @Test
  void aKilledKernelIsToldUnderTheFirstCellOfTheNext() throws Exception {
    try (KernelSession first =
        KernelSession.startAt(KernelProcess.freePorts(), environment(), folder)) {
      first.run("1");
      first.submit("System.out.println(\"on\"); Thread.sleep(600_000);").awaitPrinted("on");
      first.process().handle().destroyForcibly();
      first.process().awaitExit(KernelSession.PATIENCE);
      try (KernelSession second = KernelSession.startAgain(first, environment(), folder)) {
        // What nobody sees must not use it up.
        second.run("0", Map.of("silent", true));
        Cell cell = second.run("System.out.println(\"out\"); 2");
        assertTrue(
            cell.stderr()
                .contains(
                    "(process " + first.process().handle().pid() + ") died while it ran cell [2]"),
            cell.stderr());
        assertTrue(cell.stderr().contains("killed from outside (SIGKILL)"), cell.stderr());
        assertEquals("stream", cell.order().get(2));
        assertEquals("2", cell.result());
        assertEquals("", second.run("3").stderr());
      }
    }
  }

  @Test
  void aCrashIsToldWithItsPlaceAndItsReport() throws Exception {
    try (KernelSession first =
        KernelSession.startAt(KernelProcess.freePorts(), environment(), folder)) {
      first.submit(
          """
          import java.lang.foreign.*;
          MemorySegment.ofAddress(8).reinterpret(8).get(ValueLayout.JAVA_BYTE, 0)
          """);
      assertTrue(first.process().awaitExit(KernelSession.PATIENCE), "it did not crash");
      try (KernelSession second = KernelSession.startAgain(first, environment(), folder)) {
        String told = second.run("1").stderr();
        assertTrue(told.contains("the JVM crashed (SIGSEGV"), told);
        assertTrue(told.contains("hs_err_pid" + first.process().handle().pid() + ".log"), told);
      }
    }
  }

  private String toldAfter(Map<String, String> more, String deadly) throws Exception {
    Map<String, String> environment = new HashMap<>(environment());
    environment.putAll(more);
    try (KernelSession first =
        KernelSession.startAt(KernelProcess.freePorts(), environment, folder)) {
      first.submit(deadly);
      assertTrue(first.process().awaitExit(KernelSession.PATIENCE), "it lives");
      try (KernelSession second = KernelSession.startAgain(first, environment(), folder)) {
        return second.run("1").stderr();
      }
    }
  }

  @Test
  void anExitByReflectionIsToldWithItsCaller() throws Exception {
    String told =
        toldAfter(Map.of(), "System.class.getMethod(\"exit\", int.class).invoke(null, 0);");
    assertTrue(told.contains("died while it ran cell [1]"), told);
    assertTrue(told.contains("ended by System.exit, called by the code of a cell"), told);
  }

  @Test
  void aHeapThatIsFullIsToldWhereTheJvmEndsForIt() throws Exception {
    String told =
        toldAfter(
            Map.of("JDK_JAVA_OPTIONS", "-XX:+ExitOnOutOfMemoryError -Xmx256m"),
            "List<byte[]> all = new ArrayList<>(); while (true) all.add(new byte[1 << 20]);");
    assertTrue(told.contains("most likely its heap was full"), told);
  }

  @Test
  void aKernelThatWasShutDownLeavesNothing() throws Exception {
    KernelSession first = KernelSession.startAt(KernelProcess.freePorts(), environment(), folder);
    first.run("1");
    assertEquals(1, marks().size());
    assertEquals("rwx------", permissions(marks().getFirst().getParent()));
    first.close();
    assertEquals(List.of(), marks());
    try (KernelSession second = KernelSession.startAgain(first, environment(), folder)) {
      assertEquals("", second.run("1").stderr());
    }
  }

  private static String permissions(Path file) throws Exception {
    return java.nio.file.attribute.PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file));
  }

  @Test
  void anEndBySigtermLeavesNothingEither() throws Exception {
    try (KernelSession first =
        KernelSession.startAt(KernelProcess.freePorts(), environment(), folder)) {
      first.run("1");
      first.process().handle().destroy();
      assertTrue(first.process().awaitExit(KernelSession.PATIENCE));
      assertEquals(List.of(), marks());
    }
  }

  @Test
  void whereNoMarkCanBeWrittenTheKernelRunsAllTheSame() throws Exception {
    Path file = Files.writeString(folder.resolve("a file"), "");
    try (KernelSession kernel =
        KernelSession.start(Map.of("XDG_STATE_HOME", file.toString()), folder)) {
      assertEquals("2", kernel.run("1 + 1").result());
    }
  }

  @Test
  void aKernelThatCannotStartTakesNoMarkAwayAndLeavesNone() throws Exception {
    try (KernelSession first =
        KernelSession.startAt(KernelProcess.freePorts(), environment(), folder)) {
      first.run("1");
      Path file = folder.resolve("connection.json");
      first.process().connection().write(file);
      List<String> argv =
          KernelSession.command().argv().stream()
              .map(each -> each.replace("{connection_file}", file.toString()))
              .toList();
      ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
      builder.environment().putAll(environment());
      Process refused = builder.start();
      String said = new String(refused.getInputStream().readAllBytes(), UTF_8);
      assertEquals(2, refused.waitFor(), said);
      assertEquals(1, marks().size());

      first.process().handle().destroyForcibly();
      first.process().awaitExit(KernelSession.PATIENCE);
      try (KernelSession second = KernelSession.startAgain(first, environment(), folder)) {
        String told = second.run("1").stderr();
        assertTrue(told.contains("process " + first.process().handle().pid() + ")"), told);
      }
    }
  }

  @Test
  void aDamagedMarkIsIgnored() throws Exception {
    try (KernelSession first =
        KernelSession.startAt(KernelProcess.freePorts(), environment(), folder)) {
      first.run("1");
      first.process().handle().destroyForcibly();
      first.process().awaitExit(KernelSession.PATIENCE);
      Path mark = marks().getFirst();
      // Neither UTF-8 nor of the right form, and one that names a path that cannot be.
      byte[] noText = {(byte) 0xff, (byte) 0xfe, 3};
      byte[] noPath =
          "0000000001\n{\"pid\":1,\"started\":\"1\",\"folder\":\"\\u0000\",\"oom_kills\":\"0\"}"
              .getBytes(UTF_8);
      for (byte[] damaged : List.of(noText, noPath)) {
        Files.createDirectories(mark.getParent());
        Files.write(mark, damaged);
        try (KernelSession second = KernelSession.startAgain(first, environment(), folder)) {
          Cell cell = second.run("1");
          assertFalse(cell.stderr().contains("died"), cell.stderr());
          // Its own mark has taken the place, and goes with it.
          assertEquals(List.of(mark), marks());
        }
        assertEquals(List.of(), marks());
      }
    }
  }
}
