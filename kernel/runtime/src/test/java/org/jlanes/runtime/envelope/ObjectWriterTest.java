package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Values that plain Java serialization refuses or writes slowly.
final class ObjectWriterTest {
  @SuppressWarnings("unchecked")
  private static <T> T copy(T value) throws IOException, ClassNotFoundException {
    return (T)
        ObjectReader.read(ObjectWriter.write(value), ObjectWriterTest.class.getClassLoader());
  }

  static Stream<Object> plainDataOfTheJdk() {
    List<Integer> numbers = new ArrayList<>(List.of(1, 2, 3));
    Map<String, Integer> map = new TreeMap<>(Map.of("a", 1, "b", 2));
    return Stream.of(
        Optional.of("x"),
        Optional.empty(),
        OptionalInt.of(3),
        OptionalInt.empty(),
        OptionalLong.of(4),
        OptionalDouble.of(0.5),
        Path.of("/tmp/x"),
        StandardCharsets.UTF_16,
        numbers.subList(1, 3),
        map.keySet(),
        map.entrySet().iterator().next(),
        Map.entry("k", "v"),
        Set.of(1),
        List.of(Optional.of(Path.of("nested"))));
  }

  @ParameterizedTest
  @MethodSource("plainDataOfTheJdk")
  void plainDataOfTheJdkArrivesEqual(Object value) throws Exception {
    assertEquals(value, copy(value));
  }

  @Test
  void theValuesOfAMapArriveInTheirOrder() throws Exception {
    assertEquals(
        List.of(1, 2), new ArrayList<>(copy(new TreeMap<>(Map.of("a", 1, "b", 2)).values())));
  }

  @Test
  void largeArraysOfEveryTypeArriveAsBlocks() throws Exception {
    int n = 50_000;
    byte[] bytes = new byte[n];
    char[] chars = new char[n];
    short[] shorts = new short[n];
    int[] ints = new int[n];
    long[] longs = new long[n];
    float[] floats = new float[n];
    double[] doubles = new double[n];
    for (int i = 0; i < n; i++) {
      bytes[i] = (byte) i;
      chars[i] = (char) i;
      shorts[i] = (short) i;
      ints[i] = i * 77_777;
      longs[i] = i * 7_777_777_777L;
      floats[i] = i / 3f;
      doubles[i] = i / 3.0;
    }
    assertEquals(1, ObjectWriter.write(doubles).blocks().size());
    assertArrayEquals(bytes, copy(bytes));
    assertArrayEquals(chars, copy(chars));
    assertArrayEquals(shorts, copy(shorts));
    assertArrayEquals(ints, copy(ints));
    assertArrayEquals(longs, copy(longs));
    assertArrayEquals(floats, copy(floats));
    assertArrayEquals(doubles, copy(doubles));
  }

  @Test
  void anArrayReachedTwiceIsOneArrayAfterwards() throws Exception {
    double[] row = new double[10_000];
    double[][] rows = copy(new double[][] {row, row});
    assertSame(rows[0], rows[1]);
    assertEquals(1, ObjectWriter.write(new double[][] {row, row}).blocks().size());
  }

  @Test
  void aMemorySegmentArrivesAsACopyThatCanBeUsedInTheSameWay() throws Exception {
    double[] array = {1, 2, 3, 4};
    MemorySegment slice = copy(MemorySegment.ofArray(array).asSlice(8, 16));
    assertEquals(3, slice.getAtIndex(ValueLayout.JAVA_DOUBLE, 1));
    assertTrue(slice.heapBase().orElseThrow() instanceof double[]);
    assertEquals(16, slice.byteSize());
    MemorySegment odd = copy(MemorySegment.ofArray(new int[] {1, 2}).asSlice(2, 6));
    assertEquals(0x02, odd.get(ValueLayout.JAVA_INT, 2));
    MemorySegment sealed = copy(MemorySegment.ofArray(array).asReadOnly());
    assertTrue(sealed.isReadOnly());
    assertEquals(4, sealed.getAtIndex(ValueLayout.JAVA_DOUBLE, 3));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment confined = arena.allocate(100_000);
      confined.set(ValueLayout.JAVA_INT, 99_996, 7);
      MemorySegment native1 = copy(confined);
      assertTrue(native1.isNative());
      assertEquals(7, native1.get(ValueLayout.JAVA_INT, 99_996));
      List<MemorySegment> twice = copy(List.of(confined, confined));
      assertSame(twice.get(0), twice.get(1));
    }
    assertEquals(0, ObjectWriterTest.<MemorySegment>copy(MemorySegment.NULL).byteSize());
  }

  @Test
  void aMemorySegmentThatWasClosedIsRefused() {
    MemorySegment closed;
    try (Arena arena = Arena.ofShared()) {
      closed = arena.allocate(8);
    }
    var e = assertThrows(IllegalStateException.class, () -> ObjectWriter.write(closed));
    assertEquals("the memory segment has been closed", e.getMessage());
  }

  @Test
  void anOptionalReachedTwiceIsOneOptionalAfterwards() throws Exception {
    Optional<String> shared = Optional.of("x");
    List<Optional<String>> both = copy(List.of(shared, shared));
    assertSame(both.get(0), both.get(1));
  }

  @Test
  void theCulpritIsKnownAfterAFailure() throws IOException {
    Thread thread = new Thread(() -> {});
    Map<String, Object> value = new HashMap<>(Map.of("t", thread));
    Payload _ =
        ObjectWriter.payload(
            ObjectWriter.Observer.NONE,
            out -> {
              assertThrows(NotSerializableException.class, () -> out.writeObject(value));
              assertSame(thread, out.last());
            });
  }

  @Test
  void aLambdaOfTheJdkIsRefused() throws Exception {
    Function<Integer, Integer> composed = Function.<Integer>identity().andThen(x -> x);
    assertThrows(NotSerializableException.class, () -> ObjectWriter.write(composed));
    assertSame(Function.identity(), copy(Function.identity()));
  }

  /// A lambda whose class can be asked for it goes without a description of that class.
  @Test
  void aLambdaOfAWovenClassTakesLessRoom() throws Exception {
    double[] captured = new double[10_000];
    captured[1] = 7;
    List<Object> many = new ArrayList<>(List.of((byte) 1, 'c', 3, 4L, 5.0f, 6.0, true, "text"));
    many.add(null);
    Supplier<List<Object>> lambda =
        (Supplier<List<Object>> & Serializable)
            () -> Stream.concat(many.stream(), Stream.of(captured[1])).toList();
    Payload woven = ObjectWriter.payload(met -> true, out -> out.writeObject(lambda));
    int usual = ObjectWriter.write((Serializable) lambda).stream().length;
    assertTrue(woven.stream().length < usual - 300, woven.stream().length + " of " + usual);
    assertEquals(1, woven.blocks().size());
    Supplier<?> read =
        (Supplier<?>) ObjectReader.read(woven, ObjectWriterTest.class.getClassLoader());
    assertEquals(lambda.get(), read.get());
  }

  @Test
  void blocksThatDoNotFitAreRefused() throws IOException {
    Payload good = ObjectWriter.write(new double[10_000]);
    Payload bad = new Payload(good.stream(), List.of(good.blocks().getFirst().asSlice(0, 8)));
    assertFalse(good.blocks().isEmpty());
    assertThrows(
        IOException.class, () -> ObjectReader.read(bad, ObjectWriterTest.class.getClassLoader()));
  }
}
