package org.jlanes.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jlanes.engine.Engine.Completions;
import org.jlanes.engine.Engine.Completions.Item;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Help while typing magics: completion in headers and bodies, and whether a cell is complete. `⏎`
/// is a line break, `‸` the cursor.
final class MagicAssistTest {
  @AutoClose private static final EngineSession session = new EngineSession();

  private static Completions complete(String marked) {
    String code = marked.replace("⏎", "\n");
    return session.complete(code.replace("‸", ""), code.indexOf("‸"));
  }

  private static List<String> texts(String marked) {
    return complete(marked).items().stream().map(Item::text).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "`%%threads word : List.of(\"a\", \"b\")⏎word.isEm‸`; isEmpty(); function; (): boolean",
        "`%%threads n : 3⏎n.dou‸`; doubleValue(); function; (): double",
        "`%%processes n : List.of(10, 20) -> sums⏎int k = n;⏎k‸`; k; instance; int",
        "`%%virtual a, b : Lanes.zip(List.of(1), List.of(\"x\")) -> r⏎b.le‸`; length(); function;"
            + " (): int",
        "`%%sequential String s : List.of(\"x\")⏎s.isB‸`; isBlank(); function; (): boolean",
        "`%%io --limit 5 e : Map.of(\"a\", 1)⏎e.getV‸`; getValue(); function; (): Integer",
        "`%%threads n : 3⏎lane.ind‸`; index(); function; (): int",
        "`%%threads⏎lane.work‸`; workers(); function; (): int",
        "`%%threads n 3⏎lane.work‸`; worker(); function; (): int",
        "`%%threads word : List.of(\"a\")⏎wor‸`; word; instance; String",
        "`%%threads n : List.o‸`; of(; function; ",
        "`%%threads n : List.of(1, 2).str‸ -> xs`; stream(); function; (): Stream<Integer>",
        "`%%background⏎%%threads n : 3⏎n.dou‸`; doubleValue(); function; (): double",
        "`%%background⏎\"abc\".isEm‸`; isEmpty(); function; (): boolean",
        "`%%background⏎%%thr‸`; %%threads; magic; ",
        "`%%time⏎int q = 1;⏎\"abc\".isEm‸`; isEmpty(); function; (): boolean",
        "`%time Math.hyp‸`; hypot(; function; ",
        "`%%threads n : 3⏎int k = n;⏎retu‸`; return; keyword; ",
        "`%%threads n : ns⏎String s = \"\"; s.isEm‸`; isEmpty(); function; (): boolean",
        "`%%threads --wor‸`; --workers; option; `N: threads or processes; one per core if not"
            + " given`",
        "`%%virtual --ra‸`; --rate; option; ",
        "`%maven --off‸`; --offline; option; ",
        "`%pool res‸`; restart; keyword; ",
        "`%pool stop --n‸`; --now; option; ",
        "`%%native --op‸`; --openmp; option; obey #pragma omp",
        "`%%writefile -‸`; -a; option; ",
      })
  void completes(String marked, String text, String kind, String signature) {
    Completions found = complete(marked);
    List<Item> items = found.items().stream().filter(i -> i.text().equals(text)).toList();
    assertEquals(1, items.size(), found.toString());
    assertEquals(kind, items.getFirst().type());
    if (signature != null) {
      assertEquals(signature, items.getFirst().signature());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "`%%threads n : 3⏎int k = (⏎`; incomplete",
        "`%%threads n : 3⏎for (;;) {⏎`; incomplete",
        "`%%threads n : 3⏎n * 2`; incomplete",
        "`%%threads n : 3⏎n * 2⏎`; complete",
        "`%%threads n : 3⏎`; incomplete",
        "`%%threads n : 3⏎x )⏎`; invalid",
        "`%%threads n : 3⏎else⏎`; invalid",
        "`%%threads n : 3⏎%time 1⏎`; invalid",
        "`%%threads n 3⏎n⏎`; invalid",
        "`%%threads --wrokers 3 n : 3⏎n⏎`; invalid",
        "`%%threads n : List.of(⏎1)⏎n⏎`; invalid",
        "`%%threads n : \\`; incomplete",
        "`%%threads n : \\⏎ 3⏎n⏎`; complete",
        "`%%threads --help`; incomplete",
        "`%%processes n : 3 -> int⏎n⏎`; invalid",
        "`%%native --openmp⏎int f(int x) { return x; }⏎`; complete",
        "`%%native --opnmp⏎int f(int x) { return x; }⏎`; invalid",
        "`%%time⏎int k = (⏎`; incomplete",
        "`%%time 1 + 1⏎`; invalid",
        "`%time 1 + 1`; complete",
        "`%time (1 + `; invalid",
        "`%%background⏎%%threads n : 3⏎int k = (⏎`; incomplete",
        "`%%background⏎%%threads n 3⏎n⏎`; invalid",
        "`%%background⏎1 + 1⏎`; complete",
        "`%%background now⏎1 + 1⏎`; invalid",
        "`%jars \"abc`; invalid",
        "`%jars \"abc\"`; complete",
        "`%jars`; complete",
        "`%maven junit`; invalid",
        "`%maven junit:junit:4.13.2`; complete",
        "`%load`; invalid",
        "`%%writefile⏎x⏎`; invalid",
        "`%%writefile a.txt⏎( \" ⏎`; complete",
        "`%%bash⏎if true⏎`; complete",
        "`%%bash 'x⏎ls⏎`; invalid",
        "`int a = 1;⏎%%threads n : 3⏎`; invalid",
        "`%%nothing⏎x⏎`; invalid",
      })
  void knowsWhatIsComplete(String code, String status) {
    assertEquals(status, session.isComplete(code.replace("⏎", "\n")));
  }

  @Test
  void filesAreCompletedInHeadersAndInLiterals(@TempDir Path folder) throws IOException {
    Path data = Files.createDirectory(folder.resolve("data set"));
    Path _ = Files.createFile(folder.resolve("data.csv"));
    Path _ = Files.createFile(folder.resolve("lib.jar"));
    Path _ = Files.createFile(folder.resolve(".hidden"));
    Path _ = Files.createFile(data.resolve("inner.jar"));

    assertEquals(List.of("data\\ set/", "lib.jar"), texts("%jars " + folder + "/‸"));
    assertEquals(List.of("inner.jar"), texts("%jars x.jar " + folder + "/data\\ set/in‸"));
    assertEquals(List.of("data set/", "lib.jar"), texts("%jars '" + folder + "/‸"));
    assertEquals(List.of("data\\ set/", "data.csv"), texts("%load " + folder + "/da‸"));
    assertEquals(List.of("data.csv"), texts("%%writefile -a " + folder + "/data.‸⏎x"));
    assertEquals(List.of(".hidden"), texts("%less " + folder + "/.h‸"));
    assertEquals(List.of("data.csv"), texts("Files.lines(Path.of(\"" + folder + "/data.‸\"))"));
    assertEquals(List.of("inner.jar"), texts("new File(\"" + folder + "/data set\", \"‸"));
    assertEquals(
        List.of("data.csv"),
        texts("%%threads n : 3⏎Files.size(Paths.get(\"" + folder + "/data.c‸\"))"));
    assertEquals(List.of(), texts("String s = \"" + folder + "/da‸\";"));
    Completions found = complete("%jars " + folder + "/li‸");
    assertEquals(("%jars " + folder + "/").length(), found.start());
    assertEquals("path", found.items().getFirst().type());
  }

  @Test
  void aMagicIsExplainedInTextAndHtml() {
    var found = session.inspect("%%thre‸ads n : 3".replace("‸", ""), 5);
    assertTrue(found.plain().contains("--workers"), found.plain());
    String html = found.data().get("text/html").toString();
    assertTrue(html.contains("<pre>%%threads [options]"), html);
  }
}
