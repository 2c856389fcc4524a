package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jlanes.runtime.display.Troubleshooting;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TroubleshootingTest {
  @ParameterizedTest
  @EnumSource
  void theReadmeHasTheEntryThatMessagesPointTo(Troubleshooting entry) throws Exception {
    String readme = Files.readString(Path.of("..", "README.md"));
    assertTrue(readme.contains("<a id=\"" + entry.anchor() + "\"></a>"), entry.anchor());
  }
}
