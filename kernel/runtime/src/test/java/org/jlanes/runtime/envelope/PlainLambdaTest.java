package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class PlainLambdaTest {
  private static final ClassLoader HERE = PlainLambdaTest.class.getClassLoader();

  interface Values extends Supplier<List<Object>>, Serializable {}

  interface Counted extends IntFunction<String>, Serializable {}

  /// Makes entries that ask a [Counted].
  public static final class Maker implements EntryMaker {
    @Override
    public Entry entry(Object lambda) {
      return (item, index, worker) -> item + ((Counted) lambda).apply(index);
    }
  }

  /// Makes no entries, and must not be made to see that.
  public static final class NoMaker {
    private static final AtomicInteger MADE = new AtomicInteger();

    public NoMaker() {
      MADE.incrementAndGet();
    }
  }

  /// Takes the lambdas of this class for woven ones: what is asked of them is the same.
  private static final class Observer implements ObjectWriter.Observer {
    private final boolean woven;
    private final List<String> met = new ArrayList<>();

    Observer(boolean woven) {
      this.woven = woven;
    }

    @Override
    public boolean meets(SerializedLambda lambda) {
      met.add(lambda.getCapturingClass());
      return woven;
    }
  }

  private static Values capturing(Object... values) {
    Object a = values[0];
    Object b = values[1];
    return () -> Arrays.asList(a, b, 7);
  }

  @Test
  void aLambdaComesBackWithItsPlainValues() throws Exception {
    Observer observer = new Observer(true);
    int i = 3;
    long l = 1L << 40;
    double d = -0.0;
    String s = "\uD800 lonely";
    boolean b = true;
    char c = 'c';
    Values lambda = () -> Arrays.asList(i, l, d, s, b, c, null);
    Payload payload = PlainLambda.of(lambda, observer);
    assertTrue(PlainLambda.is(payload));
    assertEquals(List.of(PlainLambdaTest.class.getName().replace('.', '/')), observer.met);
    assertEquals(lambda.get(), ((Values) ObjectReader.read(payload, HERE)).get());
    Payload nulls = PlainLambda.of(capturing(null, "x"), observer);
    assertEquals(Arrays.asList(null, "x", 7), ((Values) ObjectReader.read(nulls, HERE)).get());
  }

  @Test
  void aBodyIsCalledByWhatItsMakerMakes() throws Throwable {
    String suffix = "!";
    Counted lambda = n -> n + suffix;
    Payload payload = PlainLambda.body(lambda, Maker.class, new Observer(true));
    Entry entry = PlainLambda.entry(payload, HERE);
    assertEquals("item 4!", entry.run("item ", 4, null));
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // as a worker's tampered bytes would have it
  void whatMakesNoEntriesIsNotEvenMade() {
    Payload payload = PlainLambda.body(capturing(1, 2), (Class) NoMaker.class, new Observer(true));
    assertThrows(IllegalStateException.class, () -> PlainLambda.entry(payload, HERE));
    assertEquals(0, NoMaker.MADE.get());
  }

  @Test
  void othersGoAsObjects() throws IOException {
    Observer observer = new Observer(true);
    assertNull(PlainLambda.of("text", observer));
    assertNull(PlainLambda.of(null, observer));
    assertNull(PlainLambda.of((Supplier<String>) () -> "not serializable", observer));
    assertNull(PlainLambda.of(capturing(1, List.of()), observer), "an object");
    assertNull(PlainLambda.of(capturing(1, "x".repeat(2000)), observer), "a long text");
    assertEquals(List.of(), observer.met);
    assertNull(PlainLambda.of(capturing(1, 2), new Observer(false)), "not woven");
    assertFalse(PlainLambda.is(ObjectWriter.write("text")));
    assertFalse(PlainLambda.is(new Payload(new byte[0], List.of())));
  }

  @Test
  void aDamagedOneIsRefused() {
    Payload good = PlainLambda.of(capturing(1, "two"), new Observer(true));
    byte[] bytes = good.stream();
    for (int length = 2; length < bytes.length; length++) {
      Payload cut = new Payload(Arrays.copyOf(bytes, length), List.of());
      assertThrows(IOException.class, () -> ObjectReader.read(cut, HERE), "of length " + length);
    }
    Payload foreign = PlainLambda.body(capturing(1, 2), Maker.class, new Observer(true));
    byte[] renamed = foreign.stream();
    renamed[4] = 'x';
    assertThrows(IOException.class, () -> PlainLambda.entry(new Payload(renamed, List.of()), HERE));
  }
}
