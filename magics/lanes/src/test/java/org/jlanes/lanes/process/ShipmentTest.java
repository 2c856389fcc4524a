package org.jlanes.lanes.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlanes.lanes.Attached;
import org.jlanes.runtime.envelope.Attachments;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.junit.jupiter.api.Test;

/// What is sent to a worker along with a class.
final class ShipmentTest {
  /// SHA-256 of `abc`.
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Attached(ABC)
  private static final class Marked {}

  @Attached({"unknown here", ABC})
  private static final class MarkedTwice {}

  private static Map<String, byte[]> classFile(Class<?> type) throws Exception {
    String file = type.getName().replaceAll("^.*\\.", "") + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return Map.of(type.getName(), in.readAllBytes());
    }
  }

  private static ShippedClass shipped(Map<String, byte[]> classes, Set<String> known) {
    ClassLoader loader = ShipmentTest.class.getClassLoader();
    Shipment run = new Shipment(null, null, List.of(), loader, new WovenClasses());
    return run.news(classes, known, new HashSet<>()).getFirst();
  }

  @Test
  void whatAClassIsMarkedWithGoesAlongOnceToEachWorker() throws Exception {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    Attachments.keep(abc);
    Set<String> known = new HashSet<>();
    ShippedClass first = shipped(classFile(Marked.class), known);
    assertEquals(ABC, first.attachments().getFirst().digest());
    assertArrayEquals(abc, first.attachments().getFirst().bytes());
    ShippedClass nextRun = shipped(classFile(Marked.class), known);
    assertNull(nextRun.bytes());
    assertEquals(List.of(), nextRun.attachments());
    ShippedClass otherWorker = shipped(classFile(Marked.class), new HashSet<>());
    assertEquals(1, otherWorker.attachments().size());
  }

  @Test
  void whatThisProcessLacksIsLeftOut() throws Exception {
    Attachments.keep("abc".getBytes(StandardCharsets.US_ASCII));
    ShippedClass shipped = shipped(classFile(MarkedTwice.class), new HashSet<>());
    assertEquals(1, shipped.attachments().size());
  }

  @Test
  void aClassWithoutAMarkHasNothingWithIt() throws Exception {
    ShippedClass shipped = shipped(classFile(ShipmentTest.class), new HashSet<>());
    assertNotNull(shipped.bytes());
    assertEquals(List.of(), shipped.attachments());
  }
}
