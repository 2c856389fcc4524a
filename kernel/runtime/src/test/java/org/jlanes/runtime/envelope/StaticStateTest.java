package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Which static fields are state.
final class StaticStateTest {
  @SuppressWarnings("unused")
  private static final class Fields {
    static final int CONSTANT = 1;
    static final List<String> LIST = List.of();
    static final MethodHandle HANDLE = null;
    static int number;
    static transient int own;
    int instance;

    static int checked(int n) {
      assert n > 0;
      return n;
    }
  }

  @SuppressWarnings("unused")
  private enum Mood {
    GOOD;
    static Mood now = GOOD;
  }

  @SuppressWarnings("unused")
  private interface Constants {
    List<String> NAMES = List.of();
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  private static Set<String> names(byte[] classFile, Predicate<FieldModel> wanted) {
    return ClassFile.of().parse(classFile).fields().stream()
        .filter(wanted)
        .map(f -> f.fieldName().stringValue())
        .collect(Collectors.toSet());
  }

  private static Set<String> travelling(Class<?> type) throws IOException {
    ClassModel model = ClassFile.of().parse(bytes(type));
    return names(bytes(type), field -> StaticState.travels(model, field));
  }

  @Test
  void constantsHandlesAndWhatIsMarkedTransientStayAtHome() throws IOException {
    assertEquals(Set.of("LIST", "number"), travelling(Fields.class));
    assertEquals(Set.of("now"), travelling(Mood.class));
    assertEquals(Set.of(), travelling(Constants.class));
  }

  @Test
  void onlyWhatTravelsIsMadeSettable() throws IOException {
    byte[] before = bytes(Fields.class);
    byte[] after = StaticState.settable(before);

    assertEquals(
        Set.of("CONSTANT", "HANDLE", "$assertionsDisabled"), names(after, StaticState::isFinal));
    assertEquals(names(before, f -> true), names(after, f -> true));
    assertArrayEquals(after, StaticState.settable(after));
  }

  @Test
  void aClassWithoutSuchFieldsIsNotWrittenAnew() throws IOException {
    byte[] mood = bytes(Constants.class);

    assertSame(mood, StaticState.settable(mood));
  }
}
