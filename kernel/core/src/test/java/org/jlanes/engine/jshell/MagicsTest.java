package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.engine.jshell.EngineSession.Outcome;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// How cells reach magics. [EchoMagic] is on the tests' class path.
final class MagicsTest {
  @AutoClose private static final EngineSession session = new EngineSession();

  @Test
  void aLineMagicEndsTheJavaBeforeItAndIsFollowedByMore() {
    Outcome outcome = session.run("int a = 1;\n%echo one \\\n two\nSystem.out.println(a);\na + 1");
    assertEquals("echo[ one \\\n two][]\n1\n", outcome.stdout());
    assertEquals("2", outcome.value());
  }

  @Test
  void aCellMagicGetsTheRestOfTheCell() {
    assertEquals(
        "echo[ --x 1][body\n%echo]\n", session.run("\n%%echo --x 1\nbody\n%echo").stdout());
  }

  @Test
  void theValueOfAMagicIsThatOfTheCell() {
    assertEquals("42", session.value("%echo value"));
  }

  @Test
  void helpIsShownIfItIsAmongTheOptions() {
    for (String cell : new String[] {"%%echo --help\n", "%echo --x \\\n --help y"}) {
      assertTrue(session.run(cell).stdout().contains("echo TEXT"), cell);
    }
  }

  @Test
  void helpBehindTheOptionsBelongsToTheMagic() {
    for (String header :
        new String[] {"a --help", "-- --help", "List.of(\" --help \")", "--helpful"}) {
      assertEquals("echo[ " + header + "][]\n", session.run("%echo " + header).stdout());
    }
  }

  @Test
  void anUnknownMagicNamesItsNeighbours() {
    Outcome outcome = session.run("%%ehco x");
    assertEquals("MagicError", outcome.failure().name());
    assertTrue(outcome.traceback().contains("%%echo"), outcome.traceback());
    assertTrue(outcome.traceback().contains("%lsmagic"), outcome.traceback());
    assertTrue(outcome.traceback().contains("    %%ehco x\n    ^^^^^^"), outcome.traceback());
  }

  @Test
  void aMagicOfAnotherKernelNamesOurs() {
    String shown = session.run("%addMavenDependency a:b:1").traceback();
    assertTrue(shown.contains("Here that is %maven GROUP:ARTIFACT:VERSION."), shown);
    assertTrue(session.run("%%timeit 5").traceback().contains("Here that is %time."));
  }

  @Test
  void aWrongCallIsShownWithACaret() {
    Outcome outcome = session.run("int x = 1;\n%echo wrong here");
    assertTrue(
        outcome.traceback().contains("    %echo wrong here\n          ^^^^^"), outcome.traceback());
    assertTrue(outcome.traceback().contains("say it right"), outcome.traceback());
  }

  @Test
  void aCellMagicFurtherDownIsRefused() {
    assertTrue(session.run("int q = 1;\n%%echo x").failure().text().contains("first line"));
  }
}
