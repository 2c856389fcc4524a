package org.jlanes.lanes.process;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jlanes.runtime.envelope.Digest;
import org.jlanes.runtime.envelope.StaticState;
import org.jlanes.runtime.weave.Weaver;

/// What workers get of the notebook's class files, for as long as the engine has these. Woven here:
/// in a kernel the weaver's code has been compiled, in a worker that starts not even its classes
/// have been linked, and each worker would do it again. And kept, for nearly every run sends
/// classes that runs before it have sent: SHA-256 alone takes longer than many a run as long as its
/// code is not compiled. Safe for any thread.
final class WovenClasses {
  /// A class as it is shipped, if a worker lacks it. Weaving waits for that.
  static final class Woven {
    private final String digest;
    private byte[] bytes;

    private Woven(byte[] classFile) {
      digest = Digest.of(classFile);
    }

    /// The digest of the class file as it was compiled.
    String digest() {
      return digest;
    }

    private synchronized byte[] bytes(byte[] classFile) {
      if (bytes == null) {
        bytes = Weaver.weave(StaticState.settable(classFile));
      }
      return bytes;
    }
  }

  @SuppressWarnings("UndefinedEquals") // by identity: each array stands for one class
  private final Map<byte[], Woven> known = Collections.synchronizedMap(new WeakHashMap<>());

  /// The digest of a class file, which is an array of the engine that nobody changes.
  String digest(byte[] classFile) {
    return known.computeIfAbsent(classFile, Woven::new).digest();
  }

  /// The class as a worker defines it.
  byte[] woven(byte[] classFile) {
    return known.computeIfAbsent(classFile, Woven::new).bytes(classFile);
  }
}
