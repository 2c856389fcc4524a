package org.jlanes.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.jlanes.engine.Engine;
import org.jlanes.engine.Engine.Completions;
import org.jlanes.engine.jshell.JShellEngineFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Help while typing; a bar marks the cursor.
final class AssistTest {
  @AutoClose
  private static final Engine engine = new JShellEngineFactory().create(Optional.empty());

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "`\"abc\".len|`; 6; length(); function",
        "`int zed = 5, a = 1\nze|`; 19; zed; instance",
        "`var zed = 5;\nfoo(ze|)`; 17; zed; instance",
        "`String str = \"a\";\nstr.isEm|`; 22; isEmpty(); function",
        "`record Q(int abc) {}\nvar q = new Q(1);\nq.ab|`; 41; abc(); function",
        "`new ArrayLi|`; 4; ArrayList(; class",
        "`retu|`; 0; return; keyword",
        "`whi|`; 0; while; keyword",
        "`var kind = swit|`; 11; switch; keyword",
        "`int a = 1;\nif (a > 0) retu|`; 22; return; keyword",
        "`for (int i = 0; i < 3; i++) { conti|`; 30; continue; keyword",
        "`rec|`; 0; record; keyword",
        "`seal|`; 0; sealed; keyword",
        "`public sta|`; 7; static; keyword",
        "`class A ext|`; 8; extends; keyword",
        "`Object o = 1;\nif (o inst|`; 20; instanceof; keyword",
        "`import java.ut|`; 12; util.; module",
        "`import ja|`; 7; java.; module",
        "`import static java.util.conc|`; 24; concurrent.; module",
        "`int a = 1;\nimport java.ut|`; 23; util.; module",
        "`import static java.lang.Math.sq|`; 29; sqrt; function",
        "`import static java.lang.Math.P|`; 29; PI; constant",
        "`@Over|`; 1; Override; annotation",
        "`class A {\n  @Depr|`; 13; Deprecated; annotation",
        "`import java.util.Li|`; 17; List; interface",
        "`import module java.|`; 14; java.base; module",
        "`import mod|`; 7; module; keyword",
        "`%ech|`; 0; %echo; magic",
        "`%%ech|`; 0; %%echo; magic",
        "`%echo --lo|`; 6; --loud; option",
        "`%%bash\nstr.isEm|`; 15; ; ",
      })
  void completes(String marked, int start, String text, String kind) {
    int cursor = marked.indexOf('|');
    Completions found = engine.complete(marked.replace("|", ""), cursor);
    if (text == null) {
      assertTrue(found.items().isEmpty(), found.toString());
      return;
    }
    assertEquals(start, found.start(), found.toString());
    assertEquals(cursor, found.end());
    assertEquals(
        List.of(kind),
        found.items().stream().filter(i -> i.text().equals(text)).map(i -> i.type()).toList(),
        found.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// whi|",
        "/* whi| */",
        "String s = \"whi|",
        "String s = \"a whi|\";",
        "\"abc\".whi|",
        "List::whi|",
        "int whi|",
        "new whi|",
        "1 + whi|",
      })
  void noKeywordIsOfferedWhereNoneCanStand(String marked) {
    Completions found = engine.complete(marked.replace("|", ""), marked.indexOf('|'));
    assertEquals(
        List.of(), found.items().stream().filter(i -> i.type().equals("keyword")).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Object().clo|",
        "new Object().fin|",
        "\"a\".fin|",
        "record P(int a) {}\nList.of(new P(1)).forEach(p -> p.fin|",
      })
  void whatCannotBeCalledIsNotOffered(String marked) {
    Completions found = engine.complete(marked.replace("|", ""), marked.indexOf('|'));
    assertEquals(List.of(), found.items());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "`Math.ma|x(1, 2)`; int Math.max(int a, int b)",
        "`Math.max(|1, 2)`; long Math.max(long a, long b)",
        "`Math.floorMod|`; int Math.floorMod(int x, int y)",
        "`int a = Math.max| + 1`; int Math.max(int a, int b)",
        "`Str|ing`; java.lang.String",
        "`new HashMap<String, Integer>(|`; HashMap<K, V>(int initialCapacity)",
        "`Map<String, List<Integer>> m = new HashMap<String, List<Integer>> (|)`; HashMap<K,"
            + " V>(int",
        "`var m = new ArrayList<>(|);`; ArrayList<E>(int initialCapacity)",
        "`new java.util.TreeMap<String, Integer>(|`; TreeMap<K, V>()",
        "`%ec|ho x`; prints it",
      })
  void inspects(String marked, String expected) {
    String shown = engine.inspect(marked.replace("|", ""), marked.indexOf('|'), 0).plain();
    assertTrue(shown.contains(expected), shown);
  }

  @Test
  void ofARecordsComponentOnlyTheAccessorIsShown() {
    String code = "record Spot(int x) { int x(int by) { return x + by; } }\nnew Spot(1).x()";
    String shown = engine.inspect(code, code.length() - 3, 0).plain();
    assertTrue(shown.startsWith("int Spot.x()"), shown);
    assertTrue(shown.contains("Also:\nint Spot.x(int by)"), shown);
    assertEquals(1, shown.substring(shown.indexOf("Also:\n") + 6).lines().count(), shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere|", "|", "1 + |", "int a = 1; boolean b = a > (|"})
  void nothingIsKnownOfNothing(String marked) {
    assertNull(engine.inspect(marked.replace("|", ""), marked.indexOf('|'), 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "`1 + 1`; complete; 0",
        "``; complete; 0",
        "`int x = 1`; complete; 0",
        "`foo(`; incomplete; 4",
        "`class A {\n  void f() {`; incomplete; 8",
        "`f(g(\n`; incomplete; 4",
        "`int x =`; incomplete; 0",
        "`/* c`; incomplete; 0",
        "`x )`; invalid; 0",
        "`\"abc`; invalid; 0",
        "`%echo`; complete; 0",
        "`%echo a\\`; incomplete; 0",
        "`%%echo\nls`; incomplete; 0",
        "`%%echo\nls\n`; complete; 0",
        "`%nothing`; invalid; 0",
        "`int a = 1;\n%nothing x`; invalid; 0",
        "`%%nothing\nls`; invalid; 0",
      })
  void knowsWhatIsComplete(String code, String status, int indent) {
    assertEquals(
        new Engine.Completeness(status, " ".repeat(indent)),
        engine.isComplete(code == null ? "" : code));
  }
}
