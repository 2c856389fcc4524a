package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that user code starts belong to the cell that starts them: what they inherit is the
/// cell's output, and an interrupt of the cell ends them.
final class ChildProcessIT {
  @SharedKernel private static KernelSession kernel;

  @TempDir Path folder;

  @Test
  void aChildPrintsIntoTheCellThatStartedItAlsoWhenAnotherRuns() throws Exception {
    KernelSession.Running first =
        kernel.submit(
            """
            Process talker = new ProcessBuilder("sh", "-c",
                "echo one; echo uno >&2; read go; echo two ä; echo due >&2")
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
            """);
    assertEquals("ok", first.await().status());
    first.awaitPrinted("one\n");
    first.awaitPrinted("uno\n");
    KernelSession.Running second =
        kernel.submit(
            "System.out.println(\"second\"); talker.outputWriter().append(\"go\\n\").close();"
                + " talker.waitFor(); System.in.read();");
    second.awaitPrinted("second");
    first.awaitPrinted("two ä\n");
    first.awaitPrinted("due\n");
    var unused = second.answer("");
    Cell cell = second.await();
    assertEquals("second\n", cell.stdout());
    assertEquals("", cell.stderr());
  }

  @Test
  void whoWaitsForAChildFindsItsOutputBeforeHisOwn() throws Exception {
    Cell cell =
        kernel.run(
            """
            System.out.println("begin");
            int status = new ProcessBuilder("sh", "-c", "echo out; echo err >&2; exit 3")
                .inheritIO().start().waitFor();
            System.out.println("end " + status);
            """);
    assertEquals("begin\nout\nend 3\n", cell.stdout(), cell.traceback());
    assertEquals("err\n", cell.stderr());
    Cell future =
        kernel.run(
            """
            new ProcessBuilder("sh", "-c", "echo all >&2").inheritIO().redirectErrorStream(true)
                .start().onExit().get().exitValue()
            """);
    assertEquals("all\n", future.stdout(), future.traceback());
    assertEquals("0", future.result());
  }

  @Test
  void inheritedStreamsOfTheProcessAreNullStreamsAndItsInputIsEmpty() throws Exception {
    Cell cell =
        kernel.run(
            """
            var builder = new ProcessBuilder("sh", "-c", "cat; echo done").inheritIO();
            Process p = builder.start();
            p.waitFor();
            List.of(p.getInputStream().read(), p.getErrorStream().read(), p.exitValue(),
                builder.redirectOutput(), builder.redirectInput())
            """);
    assertEquals("[-1, -1, 0, INHERIT, INHERIT]", cell.result(), cell.traceback());
    assertEquals("done\n", cell.stdout());
  }

  @Test
  void aPipelineAndAMethodReferenceShowWhatTheyInherit() throws Exception {
    Cell cell =
        kernel.run(
            """
            import java.lang.ProcessBuilder.Redirect;
            var line = ProcessBuilder.startPipeline(List.of(
                new ProcessBuilder("sh", "-c", "echo b; echo a; echo careful >&2")
                    .redirectError(Redirect.INHERIT),
                new ProcessBuilder("sort").redirectOutput(Redirect.INHERIT)));
            for (Process each : line) each.waitFor();
            Callable<Process> later = new ProcessBuilder("echo", "referred").inheritIO()::start;
            later.call().waitFor();
            """);
    assertEquals("a\nb\nreferred\n", cell.stdout(), cell.traceback());
    assertEquals("careful\n", cell.stderr());
  }

  @Test
  void whatAChildLeavesRunningGoesOnPrintingIntoTheCell() throws Exception {
    Path fifo = folder.resolve("fifo");
    KernelSession.Running first =
        kernel.submit(
            """
            new ProcessBuilder("sh", "-c",
                "mkfifo FIFO; (echo early; read x < FIFO; echo late; echo later) & ")
                .inheritIO().start().waitFor();
            """
                .replace("FIFO", fifo.toString()));
    assertEquals("ok", first.await().status());
    first.awaitPrinted("early\n");
    Files.writeString(fifo, "go\n");
    first.awaitPrinted("late\nlater\n");
  }

  @Test
  void childrenOfWorkersAndOfLibrariesShowToo() throws Exception {
    kernel.run("%jars " + library());
    Cell cell = kernel.run("lib.Starter.run(\"echo\", \"from a jar\");");
    assertEquals("from a jar\n", cell.stdout(), cell.traceback());
    Cell lane =
        kernel.run(
            """
            %%processes --workers 1 --quiet n : 2
            lib.Starter.run("echo", "jar " + n);
            new ProcessBuilder("sh", "-c", "echo body " + n + " >&2").inheritIO().start().waitFor();
            """);
    assertEquals("jar 0\njar 1\n", lane.stdout(), lane.traceback());
    assertEquals("body 0\nbody 1\n", lane.stderr());
  }

  private Path library() throws Exception {
    return UserJar.of(
        folder,
        "lib.Starter",
        """
        package lib;
        public class Starter {
          public static void run(String... command) throws Exception {
            new ProcessBuilder(command).inheritIO().start().waitFor();
          }
        }
        """);
  }

  @Test
  void anInterruptOfTheCellEndsItsChildren() throws Exception {
    KernelSession.Running cell =
        kernel.submit(
            """
            Process inheriting = new ProcessBuilder("sh", "-c", "sleep 600").inheritIO().start();
            Process piped = new ProcessBuilder("sleep", "600").start();
            Process plain = Runtime.getRuntime().exec(new String[] {"sleep", "600"});
            System.out.println("started");
            inheriting.waitFor();
            """);
    cell.awaitPrinted("started");
    kernel.interrupt();
    assertEquals("error", cell.await().status());
    Cell after =
        kernel.run(
            """
            for (Process p : List.of(inheriting, piped, plain)) {
              System.out.println(p.waitFor(30, TimeUnit.SECONDS));
            }
            """);
    assertEquals("true\ntrue\ntrue\n", after.stdout(), after.traceback());
    assertTrue(kernel.process().handle().isAlive());
  }
}
