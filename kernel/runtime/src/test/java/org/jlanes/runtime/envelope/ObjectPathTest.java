package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ObjectPathTest {
  private final Object wanted = new Object();

  @Test
  void theWayThroughListsAndMapsIsNamed() {
    Map<String, Object> map = Map.of("a", new Object[] {"x", wanted});
    assertEquals(Optional.of("v.get(0).get(\"a\")[1]"), ObjectPath.find("v", List.of(map), wanted));
  }

  @Test
  void aHugeCollectionIsGivenUpBeforeItsPathsFillTheHeap() {
    List<Object> huge = Collections.nCopies(Integer.MAX_VALUE, "x");
    assertEquals(Optional.empty(), ObjectPath.find("v", huge, wanted));
  }

  @Test
  void aMapThatThrowsDoesNotHideWhatIsBesideIt() {
    Map<String, String> broken =
        new AbstractMap<>() {
          @Override
          public Set<Map.Entry<String, String>> entrySet() {
            throw new IllegalStateException("not today");
          }

          @Override
          public int hashCode() {
            return 1;
          }
        };
    assertEquals(Optional.of("v[1]"), ObjectPath.find("v", new Object[] {broken, wanted}, wanted));
  }
}
