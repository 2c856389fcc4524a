package org.jlanes.lanes.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Binding a library that is not here, or not for here.
final class NativeLibraryTest {
  private static String refusal(String digest, String platform) {
    return assertThrows(
            UnsatisfiedLinkError.class,
            () -> NativeLibrary.load(NativeLibraryTest.class, digest, platform))
        .getMessage();
  }

  @Test
  void aLibraryThatThisProcessDoesNotHaveIsNamedByItsClass() {
    assertEquals(
        "the compiled C library of org.jlanes.lanes.nativecode.NativeLibraryTest is not in this"
            + " process; run its %%native cell again",
        refusal("0", NativeLibrary.platform()));
  }

  @Test
  void aLibraryForAnotherMachineIsRefusedWithBothNames() {
    String said = refusal("0", "Linux s390x, 01234567");
    assertTrue(
        said.startsWith(
            "this C code was compiled for another kind of machine: for Linux s390x, 01234567, and"
                + " this process (pid "),
        said);
    assertTrue(said.contains(" runs on " + NativeLibrary.platform()), said);
  }

  @Test
  void processorsWithOtherFeaturesHaveOtherNames() {
    String one = Processor.name("Linux amd64\nmodel name\t: Some \"CPU\" (TM) @ 2\nflags: a b");
    assertTrue(one.startsWith("Linux amd64, Some CPU (TM) @ 2, "), one);
    assertNotEquals(
        one, Processor.name("Linux amd64\nmodel name\t: Some \"CPU\" (TM) @ 2\nflags: a"));
    assertFalse(Processor.name().contains("\""));
  }
}
