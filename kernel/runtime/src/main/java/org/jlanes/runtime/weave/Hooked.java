package org.jlanes.runtime.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.Set;

/// What the constant pool of a library's class says of the calls in it, read before anything is
/// changed: most classes name none that is hooked, and need not be looked at further.
///
/// @param calls whether it names anything that is hooked, apart from streams
/// @param parallelStreams whether it makes streams parallel. Only then are its streams hooked: each
///   place that runs one costs some time when it runs first
record Hooked(boolean calls, boolean parallelStreams) {
  private static final Set<String> NAMES = Set.of("exit", "halt", "exec");
  private static final Set<String> PARALLEL = Set.of("parallel", "parallelStream");
  private static final String MAKES_STREAMS = "java/util/stream/StreamSupport";

  /// The compiler's older formats have no `invokedynamic`, which a hooked stream needs.
  private static final int WITH_LAMBDAS = ClassFile.JAVA_8_VERSION;

  static Hooked in(ClassModel model) {
    boolean calls = false;
    boolean parallel = false;
    for (PoolEntry entry : model.constantPool()) {
      // No pattern switch: that would make a class at its first use, which a starting worker waits
      // for.
      if (entry instanceof Utf8Entry text) {
        calls |= NAMES.contains(text.stringValue());
      } else if (entry instanceof ClassEntry type) {
        String name = type.asInternalName();
        calls |= name.equals("java/lang/ProcessBuilder") || name.equals("java/util/TimerTask");
        parallel |= name.equals(MAKES_STREAMS);
      } else if (entry instanceof MemberRefEntry member) {
        String name = member.name().stringValue();
        calls |= Redirects.mayCapture(member.owner().asInternalName(), name);
        parallel |= PARALLEL.contains(name);
      }
    }
    return new Hooked(calls, parallel && model.majorVersion() >= WITH_LAMBDAS);
  }

  boolean any() {
    return calls || parallelStreams;
  }
}
