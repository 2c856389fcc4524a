package org.jlanes.lanes.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.lanes.run.RunOptions;
import org.junit.jupiter.api.Test;

final class JvmWordsTest {
  @Test
  void wordsAreThoseOfAShell() throws LaneException {
    assertEquals(List.of(), JvmWords.of("  "));
    assertEquals(List.of("-Xss2m", "-Dx=y"), JvmWords.of(" -Xss2m\t-Dx=y "));
    assertEquals(
        List.of("-Da=two words", "-Db=it's", "-Dc=a\"b", "-Dd=\\n", "-De= "),
        JvmWords.of("-Da='two words' \"-Db=it's\" -Dc=\"a\\\"b\" -Dd='\\n' -De=\\ "));
  }

  @Test
  void whatIsNoOptionIsRefused() {
    for (String wrong : new String[] {"Xss2m", "-Dx=two words", "-", "''"}) {
      String told = assertThrows(LaneException.class, () -> JvmWords.of(wrong)).getMessage();
      assertTrue(told.contains("is not an option of the JVM"), told);
    }
    String told = assertThrows(LaneException.class, () -> JvmWords.of("-Dx='y")).getMessage();
    assertTrue(told.contains("the quote ' is not closed"), told);
  }

  @Test
  void settingsAreShownAsInAHeader() throws LaneException {
    RunOptions options =
        RunOptions.DEFAULT.with("memory", "64m").with("jvm", "-Dx='two words' -Xss1m");
    WorkerSettings settings = WorkerSettings.NONE.with(options);
    assertEquals("--memory 64m --jvm '\"-Dx=two words\" -Xss1m'", settings.text());
    assertEquals(settings, settings.with(RunOptions.DEFAULT));
  }
}
