package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Collections;
import org.jlanes.install.notebook.Notebook;
import org.jlanes.install.notebook.NotebookCell;

/// What the first tutorial must have computed, on any machine.
record TutorialAnswers(Notebook notebook) {
  private static final int LARGE = 200_000_000;

  /// Looks at the outputs of the executed notebook.
  void check() {
    sumsAreRight();
    pagesWereFetched();
    matrixIsSquared();
    tableTellsOfAllContests();
  }

  private void sumsAreRight() {
    // The sum of i * i for i < n is (n - 1) n (2 n - 1) / 6.
    String small = Collections.nCopies(4, 99_999L * 100_000 * 199_999 / 6).toString();
    assertEquals(small, value("cpu-sequential-small-keep"));
    assertEquals(small, value("cpu-processes-small-keep"));

    double large = (LARGE - 1.0) * LARGE * (2.0 * LARGE - 1) / 6;
    String sequential = value("cpu-sequential-large-keep");
    double[] sums = numbers(sequential);
    assertEquals(4, sums.length, sequential);
    for (double sum : sums) {
      assertEquals(large, sum, large * 1e-6);
    }
    assertEquals(sequential, value("cpu-processes-large-keep"), "the same steps, the same bits");
  }

  private void pagesWereFetched() {
    assertEquals("[200, 200, 404, 200, 200]", value("fetch-threads-keep"));
    String printed = outputs("fetch-threads");
    for (String page : new String[] {"400", "300", "200", "100"}) {
      assertTrue(printed.contains("/" + page + " answered 200"), printed);
    }
    assertTrue(printed.contains("/nowhere answered 404"), printed);
    assertEquals("[200, 200, 200, 200, 200]", value("virtual-five-keep"));
    String many = value("virtual-many-keep");
    assertTrue(many.matches("\"?10.000 of 10.000 fetches answered 200\\..*"), many);
  }

  private void matrixIsSquared() {
    double expected = 0;
    for (int i = 0; i < 2_000; i++) {
      for (int j = 0; j < 2_000; j++) {
        double element = Math.sin(i) + Math.cos(j);
        expected += element * element;
      }
    }
    for (String cell :
        new String[] {
          "native-matrix", "native-java-keep", "native-threads-keep", "native-flat-keep"
        }) {
      assertEquals(expected, Double.parseDouble(value(cell)), expected * 1e-9, cell);
    }
  }

  private void tableTellsOfAllContests() {
    JsonObject data = data("table");
    String html = NotebookCell.text(data.get("text/html"));
    assertEquals(6, html.split("<tr>", -1).length - 1, html);
    String plain = NotebookCell.text(data.get("text/plain"));
    for (String work :
        new String[] {
          "4 sums to 100,000",
          "4 sums to 200 million",
          "5 slow pages",
          "10,000 pages of 50 ms",
          "squares of a matrix"
        }) {
      assertTrue(plain.contains(work + " (") && html.contains(">" + work + "<"), plain);
    }
    assertEquals(5, plain.split("winner: ", -1).length - 1, plain);
  }

  private NotebookCell cell(String id) {
    return notebook.cells().stream()
        .filter(cell -> cell.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cell " + id));
  }

  private String outputs(String id) {
    return cell(id).outputs().toString();
  }

  /// What the last output of a cell shows.
  private JsonObject data(String id) {
    var outputs = cell(id).outputs();
    assertTrue(!outputs.isEmpty(), "no output of " + id);
    return outputs.get(outputs.size() - 1).getAsJsonObject().getAsJsonObject("data");
  }

  private String value(String id) {
    return NotebookCell.text(data(id).get("text/plain"));
  }

  private static double[] numbers(String list) {
    return Arrays.stream(list.substring(1, list.length() - 1).split(", "))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
