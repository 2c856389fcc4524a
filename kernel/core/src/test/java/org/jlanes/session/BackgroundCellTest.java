package org.jlanes.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.engine.BackgroundJobs.State;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Scope;
import org.junit.jupiter.api.Test;

final class BackgroundCellTest {
  /// As when there is no memory to publish its failure.
  @Test
  void aCellWhoseFailureCannotBeToldHasEndedAllTheSame() throws Exception {
    CellExecution broken = null;
    CellOutput none =
        (CellOutput)
            Proxy.newProxyInstance(
                CellOutput.class.getClassLoader(),
                new Class<?>[] {CellOutput.class},
                (_, _, _) -> null);
    BackgroundCell cell = new BackgroundCell(1, broken, "1", new Scope("test", 1, none, Map.of()));
    cell.start();
    assertEquals(State.FAILED, cell.ended().toCompletableFuture().get(30, TimeUnit.SECONDS));
  }
}
