package org.jlanes.lanes.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
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
/// @param state what the workers have of their own, and have run before
/// @param properties options of the workers' JVMs that set system properties
/// @param ignored labels of captured variables whose values do not count
record KeyTerms(
    EngineView view,
    ClassLoader loader,
    PoolState.Now state,
    List<String> properties,
    Set<String> ignored) {
  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "org.jlanes.");

  /// The variables that are not to be read.
  Owned owned() {
    return new Owned(state.owned(), Set.of(), false, ignored);
  }

  /// Refuses code that reads variables which workers were given values of their own for: nobody
  /// knows here what is in them.
  void refuseOwn(Closure closure) throws LaneException {
    Set<String> given = new HashSet<>();
    state.own().keySet().forEach(variable -> given.add(variable.label()));
    for (Setup setup : state.setups()) {
      setup.owned().stream()
          .map(Variable::label)
          .filter(label -> setup.name().equals(Setup.push(label)))
          .forEach(given::add);
    }
    given.removeAll(ignored);
    for (Variable variable : closure.read()) {
      if (given.contains(variable.label())) {
        throw new LaneException(
            "the body reads `"
                + variable.label()
                + "`, of which the workers have values of their own (push, scatter, --own). Read"
                + " what counts in the items; or make the variable the notebook's again: drop(\""
                + variable.label()
                + "\") of the view.");
      }
    }
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
