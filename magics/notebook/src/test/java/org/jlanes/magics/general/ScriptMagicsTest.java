package org.jlanes.magics.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.magic.MagicError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Real scripts in real processes.
@Timeout(60)
final class ScriptMagicsTest {
  private final MagicCell cell = new MagicCell();

  @Test
  void bothStreamsOfAScriptArriveInTheCell() throws Exception {
    cell.run(new BashMagic(), "%%bash\necho out; echo err >&2");
    assertEquals("out\n", cell.out());
    assertEquals("err\n", cell.err());
  }

  @Test
  void wordsBehindTheNameAreArguments() throws Exception {
    cell.run(new BashMagic(), "%%bash one 'two three'\necho \"$#: $2\"");
    assertEquals("2: two three\n", cell.out());
  }

  @Test
  void argumentsMayLookLikeOptionsAndAFirstDoubleDashEndsThoseOfTheMagic() throws Exception {
    cell.run(new BashMagic(), "%%bash x --help -- -a\necho \"$*\"");
    cell.run(new BashMagic(), "%%bash -- --help\necho \"$*\"");
    cell.run(new BashMagic(), "%%bash '--'\necho \"$*\"");
    assertEquals("x --help -- -a\n--help\n--\n", cell.out());
  }

  @Test
  void onlyAFirstHelpAsksForTheHelp() {
    for (String cell : List.of("%%bash --help\n", "%%bash  --help -v\n")) {
      assertTrue(new BashMagic().asksForHelp(MagicCell.call(cell)), cell);
    }
    for (String cell : List.of("%%bash x --help\n", "%%bash -x --help\n", "%%bash --helpful\n")) {
      assertFalse(new BashMagic().asksForHelp(MagicCell.call(cell)), cell);
    }
  }

  @Test
  void anotherExitCodeThanZeroFailsTheCell() {
    CellFailure failure =
        assertThrows(CellFailure.class, () -> cell.run(new BashMagic(), "%%bash\nexit 3"));
    assertEquals("bash ended with exit code 3", failure.text());
  }

  @Test
  void pythonRunsAndItsErrorsKeepTheirTraceback() throws Exception {
    cell.run(new PythonMagic(), "%%python\nprint(sum(i * i for i in range(10)))");
    assertEquals("285\n", cell.out());
    assertThrows(CellFailure.class, () -> cell.run(new PythonMagic(), "%%python\n1 / 0"));
    assertTrue(cell.err().contains("ZeroDivisionError"), cell.err());
  }

  @Test
  void aVariableSetWithEnvReachesTheScript() throws Exception {
    cell.run(new EnvMagic(), "%env JLANES_TEST_SCRIPT=yes");
    cell.run(new BashMagic(), "%%bash\necho \"got $JLANES_TEST_SCRIPT\"");
    assertTrue(cell.out().endsWith("got yes\n"), cell.out());
  }

  @Test
  void aScriptHasNoStandardInput() throws Exception {
    cell.run(new BashMagic(), "%%bash\nread line || echo nothing to read");
    assertEquals("nothing to read\n", cell.out());
  }

  @Test
  void aMissingInterpreterIsExplained() {
    Script missing = new Script("no-such-program", List.of(), ".x", "Get it somewhere.");
    var magic =
        new org.jlanes.runtime.magic.Magic() {
          @Override
          public String name() {
            return "x";
          }

          @Override
          public Kind kind() {
            return Kind.CELL;
          }

          @Override
          public String summary() {
            return "";
          }

          @Override
          public String help() {
            return "";
          }

          @Override
          public org.jlanes.runtime.magic.MagicResult run(org.jlanes.runtime.magic.MagicCall call)
              throws Exception {
            return missing.run(call);
          }
        };
    MagicError mistake = assertThrows(MagicError.class, () -> cell.run(magic, "%%x\n"));
    assertTrue(mistake.getMessage().contains("no no-such-program on the PATH"));
    assertEquals("Get it somewhere.", mistake.advice());
  }

  @Test
  void anInterruptEndsTheScriptAndWhatItHasStarted() throws Exception {
    FutureTask<Object> run =
        new FutureTask<>(
            () -> cell.run(new BashMagic(), "%%bash\nsleep 600 & echo $!; sleep 600; echo end"));
    Thread thread = new Thread(run);
    thread.start();
    long child = Long.parseLong(cell.awaitLine());

    cell.scope.cancel("interrupted");

    assertThrows(
        ExecutionException.class,
        () -> assertTimeoutPreemptively(Duration.ofSeconds(20), () -> run.get()));
    ProcessHandle.of(child).ifPresent(left -> left.onExit().join());
    assertFalse(cell.out().contains("end"), cell.out());
  }

  @Test
  void aProgramLeftInTheBackgroundDoesNotHoldTheCell() throws Exception {
    cell.run(new BashMagic(), "%%bash\nsleep 600 & echo $!");
    long child = Long.parseLong(cell.out().strip());
    assertTrue(ProcessHandle.of(child).orElseThrow().destroyForcibly());
  }
}
