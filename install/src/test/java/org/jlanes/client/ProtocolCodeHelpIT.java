package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.jlanes.wire.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Inspection, completion and completeness, as a front end asks for them.
final class ProtocolCodeHelpIT {
  @SharedKernel private static KernelSession kernel;

  @BeforeAll
  static void prepare() throws Exception {
    Cell cell = kernel.run("int answer = 42;\nint twice(int n) {\n  return 2 * n; // doubled\n}");
    assertEquals("ok", cell.status(), cell.traceback());
  }

  /// Asks about the place of the `|`, in code points.
  private static JsonObject ask(String type, String marked, int detail) throws Exception {
    String code = marked.replace("|", "");
    int cursor = marked.codePointCount(0, marked.indexOf('|'));
    return kernel
        .request(
            ChannelName.SHELL,
            type,
            Map.of("code", code, "cursor_pos", cursor, "detail_level", detail))
        .content();
  }

  private static String inspected(String marked, int detail) throws Exception {
    JsonObject reply = ask("inspect_request", marked, detail);
    assertEquals("ok", Json.string(reply, "status", ""));
    assertTrue(Json.bool(reply, "found", false), "nothing found at " + marked);
    return Json.string(Json.child(reply, "data"), "text/plain", "");
  }

  @Test
  void aNameAMethodOfATypeAndAnOpenCallAreFound() throws Exception {
    assertTrue(inspected("answer|", 0).contains("int"), inspected("answer|", 0));
    String method = inspected("Math.floorMod|", 0);
    assertTrue(method.contains("floorMod("), method);
    String overloads = inspected("String.valueOf(|", 0);
    for (String parameter : List.of("valueOf(int", "valueOf(char[]", "valueOf(Object")) {
      assertTrue(overloads.contains(parameter), overloads);
    }
  }

  /// Catches a cursor that is counted in UTF-16: it would stand two characters too far left.
  @Test
  void theCursorCountsCodePoints() throws Exception {
    String text = inspected("String s = \"😀😀\"; answ|er + 1", 0);
    assertTrue(text.contains("answer"), text);
  }

  @Test
  void theSourceOfTheNotebooksOwnIsShownAtDetailOne() throws Exception {
    assertFalse(inspected("twice|(3)", 0).contains("// doubled"));
    String source = inspected("twice|(3)", 1);
    assertTrue(source.contains("return 2 * n; // doubled"), source);
  }

  @Test
  void whatDoesNotExistIsNotFoundAndHasNoData() throws Exception {
    JsonObject reply = ask("inspect_request", "nothingOfThatName|", 0);
    assertEquals("ok", Json.string(reply, "status", ""));
    assertFalse(Json.bool(reply, "found", true));
    assertTrue(Json.child(reply, "data").isEmpty());
  }

  @Test
  void aCompletionHasItsKindItsSignatureAndItsPlaceInCodePoints() throws Exception {
    String marked = "String e = \"😀😀\"; twi|";
    JsonObject reply = ask("complete_request", marked, 0);
    int end = marked.codePointCount(0, marked.indexOf('|'));
    List<JsonElement> matches = Json.array(reply, "matches").asList();
    List<JsonElement> types =
        Json.array(Json.child(reply, "metadata"), "_jupyter_types_experimental").asList();
    assertEquals(matches.size(), types.size());
    JsonObject own = null;
    for (int i = 0; i < types.size(); i++) {
      JsonObject each = types.get(i).getAsJsonObject();
      assertEquals(matches.get(i), each.get("text"));
      assertEquals(end - "twi".length(), Json.integer(each, "start", -1), each.toString());
      assertEquals(end, Json.integer(each, "end", -1), each.toString());
      if (Json.string(each, "text", "").startsWith("twice(")) {
        own = each;
      }
    }
    assertTrue(own != null, reply.toString());
    assertEquals("function", Json.string(own, "type", ""));
    assertTrue(Json.string(own, "signature", "").contains("int n"), own.toString());
  }

  private static JsonObject isComplete(String code) throws Exception {
    return kernel.request(ChannelName.SHELL, "is_complete_request", Map.of("code", code)).content();
  }

  private static String completeness(String code) throws Exception {
    return Json.string(isComplete(code), "status", "");
  }

  @Test
  void codeThatGoesOnHasAnIndent() throws Exception {
    JsonObject reply = isComplete("for (int i = 0; i < 3; i++) {");
    assertEquals("incomplete", Json.string(reply, "status", ""));
    assertEquals("    ", Json.string(reply, "indent", null));
  }

  @Test
  void magicsAreCompleteIncompleteOrInvalidToo() throws Exception {
    assertEquals("complete", completeness("%help"));
    assertEquals("incomplete", completeness("%%threads n : 3"));
    assertEquals("complete", completeness("%%threads n : 3\nn * n\n"));
    assertEquals("invalid", completeness("%nothingOfThatName"));
    assertEquals("invalid", completeness("%%nothingOfThatName\n1\n"));
    assertEquals("invalid", completeness("%%help\n1\n"));
  }
}
