package org.jlanes.runtime.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jlanes.runtime.scope.RecordedOutput;
import org.jlanes.runtime.scope.Scope;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final RecordedOutput output = new RecordedOutput();
  private final Scope scope = new Scope("cell", 1, output, Map.of());

  private String first() {
    return output.bundles().getFirst().plain();
  }

  private MimeBundle last() {
    assertTrue(output.shown().getLast().update(), "one place");
    return output.bundles().getLast();
  }

  @Test
  void aLoopIsCountedFromTheFirstElementToTheEnd() {
    List<String> seen = new ArrayList<>();
    scope.run(() -> {
      for (String item : Progress.of(List.of("a", "b", "c"), "reading")) {
        seen.add(item);
      }
    });
    assertEquals(List.of("a", "b", "c"), seen);
    assertTrue(first().startsWith("reading: 0 of 3"), first());
    assertTrue(last().plain().startsWith("reading: 3 of 3, "), last().plain());
    String html = (String) last().data().get("text/html");
    assertTrue(html.contains("<progress max=\"3\" value=\"3\"></progress>"), html);
  }

  @Test
  void anElementIsDoneWhenTheNextOneIsAskedFor() {
    scope.run(() -> {
      var items = Progress.of(List.of(1, 2)).iterator();
      assertEquals(1, items.next());
      assertEquals(2, items.next());
      assertFalse(items.hasNext());
    });
    assertTrue(last().plain().startsWith("2 of 2"), last().plain());
  }

  @Test
  void howManyThereAreNeedNotBeKnown() {
    Iterable<Integer> unknown = () -> IntStream.range(0, 1234).iterator();
    scope.run(() -> Progress.of(unknown).forEach(i -> {}));
    assertTrue(
        output.bundles().getFirst().data().get("text/html").toString().contains("<progress>"));
    assertTrue(last().plain().startsWith("1,234, "), last().plain());
  }

  @Test
  void severalThreadsStepOneBarWhichIsDrawnSeldomAndWhenAllIsDone() throws Exception {
    Progress[] bar = new Progress[1];
    scope.run(() -> bar[0] = Progress.bar(200_000, "<b>"));
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      threads.add(
          Thread.ofPlatform().start(() -> IntStream.range(0, 100_000).forEach(i -> bar[0].step())));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(200_000, bar[0].done());
    assertTrue(last().plain().startsWith("<b>: 200,000 of 200,000"), last().plain());
    assertTrue(last().data().get("text/html").toString().contains("> &lt;b&gt;: 200,000 of"));
    assertTrue(output.shown().size() < 10_000, output.shown().size() + " displays");
    bar[0].note("loss 0.5").close();
    assertTrue(last().plain().endsWith("/s, loss 0.5"), last().plain());
    int displays = output.shown().size();
    bar[0].step().close();
    assertEquals(displays, output.shown().size(), "nothing after its end");
  }
}
