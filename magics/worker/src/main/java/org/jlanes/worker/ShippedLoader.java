package org.jlanes.worker;

import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Envelope.ShippedJar;
import org.jlanes.runtime.weave.LibraryLoader;

/// Defines the notebook's classes and finds those of the user's jars. Its own classes come before
/// everything else; a name can have one class file only for as long as this loader lives.
final class ShippedLoader extends LibraryLoader {
  static {
    registerAsParallelCapable();
  }

  /// Finds classes of the notebook by name.
  @FunctionalInterface
  interface Source {
    Optional<ShippedClass> find(String name) throws ClassNotFoundException;
  }

  private final List<ShippedJar> jars;
  private final Source notebook;
  private final Map<String, ShippedClass> classes = new ConcurrentHashMap<>();
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();

  ShippedLoader(List<ShippedJar> jars, URL[] urls, Source notebook) {
    super("notebook", urls, ShippedLoader.class.getClassLoader());
    this.jars = jars;
    this.notebook = notebook;
    // As in the notebook; the user's jars keep what the JVM was told.
    setPackageAssertionStatus("REPL", true);
  }

  /// The class path it was made with.
  List<ShippedJar> jars() {
    return jars;
  }

  /// The classes it can define.
  Map<String, ShippedClass> classes() {
    return classes;
  }

  /// Whether this class, under its name, is or can become one of this loader.
  boolean agreesWith(ShippedClass shipped) {
    ShippedClass known = classes.get(shipped.name());
    return known == null || known.digest().equals(shipped.digest());
  }

  void add(ShippedClass shipped) {
    classes.putIfAbsent(shipped.name(), shipped);
    unknown.remove(shipped.name());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    ShippedClass shipped = classes.get(name);
    if (shipped == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name, shipped.bytes());
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    URL resource = findResource(name.replace('.', '/') + ".class");
    if (resource != null) {
      try {
        // The JVM's cache of open jars would give what a replaced jar held before.
        return define(name, resource, false);
      } catch (IOException e) {
        throw new ClassNotFoundException(name + " (" + e.getMessage() + ")", e);
      }
    }
    if (unknown.contains(name)) {
      throw new ClassNotFoundException(name);
    }
    Optional<ShippedClass> found = notebook.find(name);
    if (found.isEmpty()) {
      unknown.add(name);
      throw new ClassNotFoundException(name);
    }
    classes.putIfAbsent(name, found.get());
    return define(name, found.get().bytes());
  }

  private Class<?> define(String name, byte[] woven) {
    return defineClass(name, woven, 0, woven.length);
  }
}
