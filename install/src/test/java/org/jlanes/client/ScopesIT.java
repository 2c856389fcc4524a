package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Several cells that are alive at once: lines, failures and lane runs stay each with their own.
final class ScopesIT {
  private static final int LINES = 20_000;

  @SharedKernel private static KernelSession kernel;

  private static String flood(String name) {
    return """
    meeting.await();
    for (int i = 0; i < %d; i++) System.out.println("%s " + i);
    """
        .formatted(LINES, name);
  }

  private static String lines(String name) {
    return IntStream.range(0, LINES)
        .mapToObj(i -> name + " " + i + "\n")
        .collect(Collectors.joining());
  }

  /// Both begin when both are there.
  private static void arrangeMeeting() throws Exception {
    kernel.ok("var meeting = new java.util.concurrent.CyclicBarrier(2);");
  }

  @Test
  void floodsOfTwoCellsAtOnceAreCompleteAndInOrderEachInItsOwn() throws Exception {
    arrangeMeeting();
    KernelSession.Running back =
        kernel.submit("%%background\n" + flood("back") + "System.out.println(\"end of back\");");
    back.await();
    Cell front = kernel.ok(flood("front"));
    back.awaitPrinted("end of back\n");
    assertEquals(lines("front"), front.stdout());
    assertEquals(lines("back") + "end of back\n", back.printed());
  }

  @Test
  void aFailureOfOneLeavesTheOtherAlone() throws Exception {
    arrangeMeeting();
    kernel.ok("var open = new java.util.concurrent.CountDownLatch(1);");
    KernelSession.Running back =
        kernel.submit(
            "%%background\nmeeting.await(); open.await(); System.out.println(\"unhurt\"); 1");
    back.await();
    Cell failed = kernel.run("meeting.await(); throw new IllegalStateException(\"mine\");");
    assertEquals("mine", failed.evalue());
    kernel.ok("open.countDown();");
    back.awaitPublished("execute_result");
    assertEquals("unhurt\n", back.printed());
    assertFalse(kernel.publishedFor(back.id()).stream().anyMatch(m -> m.type().equals("error")));

    arrangeMeeting();
    KernelSession.Running failing =
        kernel.submit("%%background\nmeeting.await(); throw new IllegalStateException(\"its\");");
    failing.await();
    Cell front = kernel.ok("meeting.await(); System.out.println(\"front\"); 2");
    var unused = failing.awaitPublished("error");
    assertEquals("2", front.result());
    assertEquals(0, front.of("error").size());
  }

  @Test
  void twoLanesAtOnceHaveEachItsOwnItemsLinesAndLastRun() throws Exception {
    arrangeMeeting();
    KernelSession.Running back =
        kernel.submit(
            """
            %%background
            %%threads n : List.of(1, 2, 3) -> behind
            if (n == 1) meeting.await();
            System.out.println("back " + n);
            n * 10
            """);
    back.await();
    Cell front =
        kernel.ok(
            """
            %%threads n : List.of(4, 5) -> before
            if (n == 4) meeting.await();
            System.out.println("front " + n);
            n * 10
            """);
    back.awaitPublished("update_display_data");
    kernel.ok("%jobs wait");
    assertEquals("front 4\nfront 5", sorted(front.stdout()));
    assertEquals("back 1\nback 2\nback 3", sorted(back.printed()));
    assertEquals("[40, 50]", kernel.ok("before").result());
    assertEquals("[10, 20, 30]", kernel.ok("behind").result());
    assertEquals("[40, 50]", kernel.ok("Lanes.last().values()").result());
  }

  private static String sorted(String text) {
    return text.lines().sorted().collect(Collectors.joining("\n"));
  }
}
