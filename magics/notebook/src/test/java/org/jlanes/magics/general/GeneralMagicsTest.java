package org.jlanes.magics.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.jlanes.magics.jars.JarsMagic;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GeneralMagicsTest {
  private final MagicCell cell = new MagicCell();
  @TempDir Path folder;

  private MagicError mistake(Magic magic, String text) {
    return assertThrows(MagicError.class, () -> cell.run(magic, text));
  }

  private static String marked(MagicError mistake, String cell) {
    return cell.substring(mistake.start(), mistake.end());
  }

  @Test
  void theMagicsOfTheFirstDayAreFound() {
    List<String> names =
        ServiceLoader.load(Magic.class).stream().map(found -> found.get().name()).toList();
    for (String name :
        List.of("lsmagic", "help", "time", "jars", "bash", "python", "writefile", "env")) {
      assertTrue(names.contains(name), name + " in " + names);
    }
  }

  @Test
  void lsmagicListsEachMagicWithItsForms() throws Exception {
    cell.run(new LsMagic(), "%lsmagic");
    assertTrue(cell.out().contains("%time  %%time"), cell.out());
    assertTrue(cell.out().contains("  %%bash  "), cell.out());
    assertFalse(cell.out().contains("  %bash  "), cell.out());
  }

  @Test
  void helpGivesAnOverviewOrTheHelpOfOneMagic() throws Exception {
    cell.run(new HelpMagic(), "%help");
    assertTrue(cell.out().contains("%%processes n : "), cell.out());

    cell.run(new HelpMagic(), "%help %%writefile");
    assertTrue(cell.out().endsWith(new WriteFileMagic().help()), cell.out());
  }

  @Test
  void helpOfAnUnknownMagicMarksTheWord() {
    String text = "%help nothing";
    assertEquals("nothing", marked(mistake(new HelpMagic(), text), text));
  }

  @Test
  void timePrintsTheFiguresAndKeepsTheValue() throws Exception {
    var result = cell.run(new TimeMagic(), "%time 40 + 2").result().orElseThrow();
    assertEquals(42, result.value());
    assertEquals(List.of(" 40 + 2"), cell.evaluated);
    assertTrue(cell.out().matches("wall .* · CPU .* · allocated .*\n"), cell.out());
  }

  @Test
  void timeOfACellTakesItsBody() throws Exception {
    cell.run(new TimeMagic(), "%%time\nint a = 1;\na");
    assertEquals(List.of("int a = 1;\na"), cell.evaluated);
  }

  @Test
  void timeOfNothingIsAMistake() {
    assertTrue(mistake(new TimeMagic(), "%time ").getMessage().contains("no code"));
    assertTrue(mistake(new TimeMagic(), "%%time 1 + 1\n2").getMessage().contains("behind it"));
  }

  @Test
  void timesAndSizesHaveThreeDigits() {
    assertEquals("1.23 µs", TimeMagic.time(1_234));
    assertEquals("12.3 ms", TimeMagic.time(12_345_678));
    assertEquals("123 s", TimeMagic.time(123_456_789_012L));
    assertEquals("1.50 kB", TimeMagic.bytes(1_500));
    assertEquals("45.6 GB", TimeMagic.bytes(45_600_000_000L));
  }

  @Test
  void jarsAddsFilesAndGlobsInOrder() throws Exception {
    Path a = Files.createFile(folder.resolve("a.jar"));
    Path b = Files.createFile(folder.resolve("b.jar"));
    Path other = Files.createFile(folder.resolve("z.zip"));

    cell.run(new JarsMagic(), "%jars " + other + " '" + folder + "/*.jar'");
    assertEquals(List.of(other, a, b), cell.classPath);

    cell.run(new JarsMagic(), "%jars");
    assertTrue(cell.out().endsWith(other + "\n" + a + "\n" + b + "\n"), cell.out());
  }

  @Test
  void jarsThatAreNotThereAreMarkedAndNothingIsAdded() throws Exception {
    Path a = Files.createFile(folder.resolve("a.jar"));
    String text = "%jars " + a + " missing.jar";
    assertEquals("missing.jar", marked(mistake(new JarsMagic(), text), text));
    assertTrue(
        mistake(new JarsMagic(), "%jars " + folder + "/*.war").getMessage().contains("no file"));
    assertEquals(List.of(), cell.classPath);
  }

  @Test
  void writefileWritesAndAppends() throws Exception {
    Path file = folder.resolve("a b.txt");
    cell.run(new WriteFileMagic(), "%%writefile '" + file + "'\none\ntwo");
    cell.run(new WriteFileMagic(), "%%writefile -a '" + file + "'\nthree\n");

    assertEquals("one\ntwo\nthree\n", Files.readString(file));
    assertTrue(cell.out().contains("Wrote 2 lines to " + file), cell.out());
    assertTrue(cell.out().contains("Appended 1 line to " + file), cell.out());
  }

  @Test
  void writefileSaysWhatIsWrong() {
    assertTrue(mistake(new WriteFileMagic(), "%%writefile\nx").getMessage().contains("missing"));
    String option = "%%writefile -x\n";
    assertEquals("-x", marked(mistake(new WriteFileMagic(), option), option));
    String nowhere = "%%writefile " + folder + "/no/file.txt\n";
    assertTrue(mistake(new WriteFileMagic(), nowhere).advice().contains("mkdir -p"));
  }

  @Test
  void aQuoteThatIsNotClosedIsMarked() {
    String text = "%env A='b c";
    assertEquals("'", marked(mistake(new EnvMagic(), text), text));
  }

  @Test
  void envShowsWhatItHasSet() throws Exception {
    cell.run(new EnvMagic(), "%env JLANES_TEST_COLOUR='light blue'");
    cell.run(new EnvMagic(), "%env JLANES_TEST_COLOUR");
    assertTrue(cell.out().endsWith("JLANES_TEST_COLOUR=light blue\n"), cell.out());
    cell.run(new EnvMagic(), "%env");
    assertTrue(cell.out().contains("JLANES_TEST_COLOUR=light blue   (set here)"), cell.out());
  }

  @Test
  void envOfAVariableThatIsNotSetSaysHowToSetIt() {
    assertTrue(
        mistake(new EnvMagic(), "%env JLANES_TEST_UNSET").advice().contains("JLANES_TEST_UNSET="));
  }
}
