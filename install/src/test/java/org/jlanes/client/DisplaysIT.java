package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import java.util.List;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;

/// Places in the output that are updated.
final class DisplaysIT {
  @SharedKernel private static KernelSession kernel;

  private static String text(Message message) {
    return Json.string(Json.child(message.content(), "data"), "text/plain", "");
  }

  private static JsonElement id(Message message) {
    return Json.child(message.content(), "transient").get("display_id");
  }

  @Test
  void eachOfTwoPlacesIsUpdatedUnderItsOwnIdAlsoByALaterCellAndAThread() throws Exception {
    KernelSession.Running showing =
        kernel.submit(
            """
            var one = Display.show("one");
            var two = Display.show("two");
            two.update("two, again");
            """);
    Cell shown = showing.await();
    List<Message> places = shown.of("display_data");
    assertEquals(List.of("one", "two"), places.stream().map(DisplaysIT::text).toList());
    JsonElement one = id(places.getFirst());
    JsonElement two = id(places.getLast());
    assertNotEquals(one, two);
    Message again = shown.of("update_display_data").getFirst();
    assertEquals("two, again", text(again));
    assertEquals(two, id(again));

    Cell later =
        kernel.ok(
            """
            one.update("one, later");
            Thread.ofVirtual().start(() -> two.update("two, later")).join();
            """);
    // They are of the cell that showed the places, whoever updates them.
    kernel.await(
        r -> r.message().parentId().equals(showing.id()) && text(r.message()).equals("two, later"),
        "the update by the thread");
    List<Message> updates =
        kernel.publishedFor(showing.id()).stream()
            .filter(m -> m.type().equals("update_display_data"))
            .skip(1)
            .toList();
    assertEquals(
        List.of("one, later", "two, later"), updates.stream().map(DisplaysIT::text).toList());
    assertEquals(List.of(one, two), updates.stream().map(DisplaysIT::id).toList());
    assertEquals(List.of("busy", "execute_input", "idle"), later.order());
  }

  @Test
  void aProgressBarNeedsNoImportAndIsOnePlace() throws Exception {
    Cell cell = kernel.ok("for (var word : Progress.of(List.of(\"a\", \"b\"))) { }");
    Message place = cell.of("display_data").getFirst();
    Message end = cell.of("update_display_data").getLast();
    assertEquals(id(place), id(end));
    assertTrue(text(end).startsWith("2 of 2, "), text(end));
  }
}
