package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Array;
import org.junit.jupiter.api.Test;

/// Classes in messages have the names that the notebook gives them.
final class HindranceTest {
  private static Class<?> job() {
    String name = "REPL.$JShell$16B$Job";
    byte[] bytes = ClassFile.of().build(ClassDesc.of(name), c -> c.withFlags(AccessFlag.PUBLIC));
    return new ClassLoader() {
      Class<?> defined() {
        return defineClass(name, bytes, 0, bytes.length);
      }
    }.defined();
  }

  @Test
  void classesOfTheNotebookHaveTheirOwnNames() throws Exception {
    Object jobs = Array.newInstance(job(), 1, 2);
    assertEquals("Job[][]", Hindrance.type(jobs));
    assertEquals("int[]", Hindrance.type(new int[0]));
    assertEquals("java.lang.String", Hindrance.type(""));
  }

  @Test
  void textsAreReadable() {
    assertEquals(
        "no Job and no a.b.Job$Part",
        Hindrance.readable("no REPL.$JShell$7$Job and no a.b.Job$Part"));
    assertEquals("REPL.$JShell$7$1", Hindrance.readable("REPL.$JShell$7$1"));
  }
}
