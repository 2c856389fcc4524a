package org.jlanes.lanes.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.envelope.Envelope.ShippedJar;

/// What is settled before a body's results get keys. Immutable.
///
/// @param view the notebook; null where there is none
/// @param loader defines the classes of results
/// @param setups what the workers have run before
/// @param properties options of the workers' JVMs that set system properties
/// @param ignored labels of captured variables whose values do not count
record KeyTerms(
    EngineView view,
    ClassLoader loader,
    List<Setup> setups,
    List<String> properties,
    Set<String> ignored) {
  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "org.jlanes.");

  /// The variables that are not to be read.
  Closure.Owned owned() {
    return new Closure.Owned(Setup.owned(setups), false, ignored);
  }

  /// Refuses names of variables that the body does not use.
  void checkIgnored(Closure closure) throws LaneException {
    Set<String> unknown = new TreeSet<>(ignored);
    Set<String> used = new TreeSet<>();
    if (closure.walk() != null) {
      closure.walk().fields().read().forEach(variable -> used.add(variable.label()));
    }
    unknown.removeAll(used);
    if (!unknown.isEmpty()) {
      throw new LaneException(
          "--cache-ignore: the body uses no variable `"
              + String.join("`, `", unknown)
              + "`; "
              + (used.isEmpty() ? "it uses none" : "it uses " + String.join(", ", used)));
    }
  }

  /// Whether a class comes from a jar or a class folder of the user.
  static boolean isOfALibrary(String name) {
    if (name.indexOf('.') < 0 && name.length() <= 1
        || name.startsWith("[")
        || JDK.stream().anyMatch(name::startsWith)) {
      return false;
    }
    try {
      Class<?> _ = ClassLoader.getPlatformClassLoader().loadClass(name);
      return false;
    } catch (ClassNotFoundException e) {
      return true;
    }
  }

  /// What changes when a jar or folder of the class path does: their digests. Where they are does
  /// not matter.
  String classPath() throws LaneException {
    try {
      List<String> digests = new ArrayList<>();
      List<ShippedJar> jars =
          new ClassPathEntries().of(view != null ? view.classPath() : ClassPathEntries.ofThisJvm());
      jars.forEach(jar -> digests.add(jar.digest()));
      return String.join(",", digests);
    } catch (IOException e) {
      throw new LaneException("the class path cannot be read: " + e.getMessage(), e);
    }
  }
}
