package org.jlanes.lanes.process;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jlanes.runtime.envelope.Digest;

/// The digests of the notebook's class files, for as long as the engine has these: nearly every run
/// sends classes that runs before it have sent, and SHA-256 in code that is not compiled yet takes
/// longer than many a run. Safe for any thread.
final class ClassDigests {
  @SuppressWarnings("UndefinedEquals") // by identity: each array stands for one class
  private final Map<byte[], String> known = Collections.synchronizedMap(new WeakHashMap<>());

  /// The digest of a class file, which is an array of the engine that nobody changes.
  String of(byte[] classFile) {
    return known.computeIfAbsent(classFile, Digest::of);
  }
}
