package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.jlanes.lanes.run.LaneProvider;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lanes that a user's jar brings, and whose last run `Lanes.last()` gives.
final class LaneProviderIT {
  @SharedKernel private static KernelSession kernel;

  private static final String PROVIDER =
      """
      package lib;

      import org.jlanes.lanes.Task;
      import org.jlanes.lanes.run.*;
      import org.jlanes.runtime.scope.Scope;

      public final class Scenic implements LaneProvider, Backend {
        private final Backend inner = new SequentialBackend();

        public String name() { return "scenic"; }

        public String lane() { return "scenic"; }

        public Backend create() { return this; }

        public <T, R> Run<T, R> open(Task<T, R> body, RunOptions options, Scope scope)
            throws LaneException, InterruptedException {
          return inner.open(body, options, scope);
        }
      }
      """;

  @Test
  void aLaneComesWithAJar(@TempDir Path folder) throws Exception {
    Cell before = kernel.run("Lanes.lane(\"scenic\")");
    assertTrue(before.evalue().contains("there is no lane `scenic` here"), before.evalue());
    Path jar = UserJar.of(folder, "lib.Scenic", PROVIDER, LaneProvider.class);
    kernel.ok("%jars " + jar);
    kernel.ok("var trip = Lanes.lane(\"scenic\").quiet().map(3, n -> n * n);");
    assertEquals("[0, 1, 4]", kernel.ok("trip.values()").result());
    assertTrue(kernel.ok("trip.report().headline()").result().contains("scenic: 3 items"));
  }

  @Test
  void eachSubshellHasALastRunOfItsOwn() throws Exception {
    kernel.ok("%%threads --quiet n : 2\nn");
    Message created = kernel.request(ChannelName.CONTROL, "create_subshell_request", Map.of());
    String id = Json.string(created.content(), "subshell_id", "");
    Cell none = kernel.submitTo(id, "Lanes.last()").await();
    assertTrue(none.evalue().contains("no lane has run yet in this session"), none.evalue());
    kernel.submitTo(id, "%%virtual --quiet n : 3\nn").await();
    assertEquals("3", kernel.submitTo(id, "Lanes.last().size()").await().result());
    assertEquals("2", kernel.ok("Lanes.last().size()").result());
    kernel.request(ChannelName.CONTROL, "delete_subshell_request", Map.of("subshell_id", id));
  }
}
