package org.jlanes.engine.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jlanes.runtime.weave.Weaver;

/// Defines the classes of one snippet, woven, and keeps their class files: when nobody refers to
/// any of them, all go together.
///
/// Keeps the loaders of the snippets that its classes mention too, because the JVM looks for them
/// only when the code that uses them runs. Changed by the engine thread that has the turn; classes
/// are found by any thread.
final class SnippetLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final UserLoader notebook;
  private final Map<String, Mentions> classes = new ConcurrentHashMap<>();
  private volatile Map<String, SnippetLoader> mentioned = Map.of();

  SnippetLoader(UserLoader notebook) {
    // Named as the notebook's own loader, which stands in stack traces.
    super(notebook.getName(), notebook);
    this.notebook = notebook;
    // An assertion that somebody writes into a cell is meant to be checked.
    setDefaultAssertionStatus(true);
  }

  /// Makes a class known, or replaces its class file after a redefinition.
  void put(String binaryName, Mentions file) {
    classes.put(binaryName, file);
  }

  /// Whether a class is one of this snippet's.
  boolean has(String binaryName) {
    return classes.containsKey(binaryName);
  }

  /// The class file as the compiler made it.
  Optional<Mentions> classFile(String binaryName) {
    return Optional.ofNullable(classes.get(binaryName));
  }

  /// Adds all class files, as the compiler made them, by binary name.
  void addTo(Map<String, byte[]> files) {
    classes.forEach((name, file) -> files.put(name, file.original()));
  }

  /// Holds on to the snippets that the classes mention as they are now. Called when all classes
  /// that were compiled together have been put.
  void link() {
    Map<String, SnippetLoader> found = new ConcurrentHashMap<>();
    for (Mentions file : classes.values()) {
      for (String wrapper : file.wrappers()) {
        SnippetLoader had = mentioned.get(wrapper);
        SnippetLoader now = notebook.holderOf(wrapper).orElse(had);
        if (now != null && now != this) {
          found.put(wrapper, now);
        }
      }
    }
    mentioned = Map.copyOf(found);
  }

  /// The other snippets' loaders that this one refers to, by the class around the snippet.
  Map<String, SnippetLoader> mentions() {
    return mentioned;
  }

  /// The user's own classes of this snippet.
  List<Class<?>> nested() {
    List<Class<?>> nested = new ArrayList<>();
    for (String name : classes.keySet()) {
      Class<?> loaded = Names.wrapperOf(name).equals(Optional.of(name)) ? null : loaded(name);
      if (loaded != null) {
        nested.add(loaded);
      }
    }
    return nested;
  }

  private Class<?> loaded(String name) {
    synchronized (getClassLoadingLock(name)) {
      return findLoadedClass(name);
    }
  }

  /// A class of this snippet.
  Class<?> own(String name) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      Mentions file = classes.get(name);
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] woven = Weaver.weave(file.original());
      return defineClass(name, woven, 0, woven.length);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    String wrapper = Names.wrapperOf(name).orElse(null);
    if (wrapper == null) {
      return notebook.loadClass(name);
    }
    if (has(name)) {
      return own(name);
    }
    SnippetLoader other = mentioned.get(wrapper);
    return other != null ? other.own(name) : notebook.loadClass(name);
  }
}
