package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import library.Parts;
import library.Parts.Level;
import library.Parts.Node;
import library.Parts.Pair;
import library.Parts.Peer;
import library.Parts.Tick;
import org.junit.jupiter.api.Test;

/// Objects of a library that are not serializable.
final class FieldWiseTest {
  @SuppressWarnings("unchecked")
  private static <T> T copy(T value) throws Exception {
    return (T) ObjectReader.read(ObjectWriter.write(value), FieldWiseTest.class.getClassLoader());
  }

  @Test
  void anObjectArrivesWithTheFieldsOfAllItsClasses() throws Exception {
    Node node = new Node(7, null);
    node.flag = false;
    node.l = Long.MIN_VALUE;
    node.c = 'z';
    Node copy = copy(node);
    assertNotSame(node, copy);
    assertEquals(7, copy.number());
    assertEquals(Long.MIN_VALUE, copy.l);
    assertEquals('z', copy.c);
    assertEquals(1 + 2 + 5 + 6, copy.b + copy.s + copy.f + copy.d);
    assertTrue(!copy.flag);
    assertNull(copy.note, "transient");
  }

  @Test
  void aTreeThatKnowsItsParentsArrivesAsOne() throws Exception {
    Node root = new Node(1, null);
    Node child = new Node(2, root);
    Node grandchild = new Node(3, child);
    List<Node> copy = copy(List.of(grandchild, root));
    assertSame(copy.get(1), copy.get(0).parent().parent());
    assertSame(copy.get(0), copy.get(1).children.getFirst().children.getFirst());
    assertSame(copy.get(0).parent(), copy.get(1).byKey.get(new Parts.Key("n2")));
  }

  @Test
  void anObjectIsCompleteWhenItsHashCodeIsAskedFor() throws Exception {
    Map<Parts.Key, Parts.Key> map = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      map.put(new Parts.Key("k" + i), new Parts.Key("v" + i));
    }
    Map<Parts.Key, Parts.Key> copy = copy(map);
    assertEquals(map, copy);
    assertEquals(new Parts.Key("v42"), copy.get(new Parts.Key("k42")));
  }

  @Test
  void aRecordIsMadeByItsConstructor() throws Exception {
    Node node = new Node(5, null);
    Pair<Parts.Key> pair = new Pair<>(new Parts.Key("a"), 2, node);
    List<Object> copy = copy(new ArrayList<>(List.of(pair, node, pair)));
    Pair<?> there = assertInstanceOf(Pair.class, copy.get(0));
    assertEquals(new Parts.Key("a"), there.first());
    assertEquals(2, there.second());
    assertSame(copy.get(1), there.node());
    assertSame(copy.get(2), there);
  }

  @Test
  void aConstantThatOnlyItsClassCanMakeStaysTheSame() throws Exception {
    assertSame(Level.HIGH, copy(Level.HIGH));
    assertSame(Level.LOW, copy(Map.of("k", Level.LOW)).get("k"));
  }

  @Test
  void whatHasAPartInCOrInTheJdkIsRefused() {
    assertThrows(NotSerializableException.class, () -> ObjectWriter.write(new Peer()));
    assertThrows(NotSerializableException.class, () -> ObjectWriter.write(new Tick()));
    NotSerializableException refused =
        assertThrows(
            NotSerializableException.class,
            () -> ObjectWriter.write(new Pair<>(Thread.currentThread(), 1, null)));
    assertTrue(refused.getMessage().contains("Thread"), refused.getMessage());
  }

  @Test
  void aRecordThatDoesNotAcceptItsComponentsIsNotMade() throws Exception {
    Payload good = ObjectWriter.write(new Pair<>("first", 1, null));
    byte[] stream = good.stream();
    // The first component: a string of five letters becomes a null and what follows it.
    int at = new String(stream, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("first") - 3;
    byte[] bad = new byte[stream.length - 7];
    System.arraycopy(stream, 0, bad, 0, at);
    bad[at] = 0x70;
    System.arraycopy(stream, at + 8, bad, at + 1, stream.length - at - 8);
    InvalidClassException refused =
        assertThrows(
            InvalidClassException.class,
            () -> ObjectReader.read(new Payload(bad, List.of()), getClass().getClassLoader()));
    assertEquals("first", refused.getCause().getMessage());
  }
}
