package org.jlanes.session.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HistoriesTest {
  private static Optional<Path> folder(Map<String, String> environment) {
    return Histories.folder(environment, "/home/me");
  }

  @Test
  void theUsualPlaceIsBelowTheUsersData() {
    assertEquals(Optional.of(Path.of("/home/me/.local/share/jlanes/history")), folder(Map.of()));
    assertEquals(
        Optional.of(Path.of("/data/jlanes/history")), folder(Map.of("XDG_DATA_HOME", "/data")));
    assertEquals(
        Optional.of(Path.of("/home/me/.local/share/jlanes/history")),
        folder(Map.of("XDG_DATA_HOME", "relative")));
  }

  @Test
  void aVariableNamesAnotherOrNone() {
    assertEquals(Optional.of(Path.of("/h")), folder(Map.of("JLANES_HISTORY", "/h")));
    assertEquals(Optional.empty(), folder(Map.of("JLANES_HISTORY", "off")));
    assertEquals(Optional.empty(), folder(Map.of("JLANES_HISTORY", "no\0name")));
  }
}
