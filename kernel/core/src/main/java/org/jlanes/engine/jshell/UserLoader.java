package org.jlanes.engine.jshell;

import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jlanes.runtime.weave.LibraryLoader;

/// Finds the notebook's classes, each snippet's in a loader of its own, and defines those of the
/// user's jars.
///
/// The loaders of snippets that new code can refer to are kept ([#keepOnly]); the others live for
/// as long as some object, thread or other snippet needs their classes. Only classes of sealed
/// families that were declared in several snippets stay for ever: the JVM wants such a family in
/// one loader.
///
/// Notebook classes are put by the engine thread that has the turn, and found by any thread.
final class UserLoader extends LibraryLoader {
  static {
    registerAsParallelCapable();
  }

  /// By the name of the class around a snippet.
  private final Map<String, Held> holders = new ConcurrentHashMap<>();

  private final Map<String, SnippetLoader> kept = new ConcurrentHashMap<>();
  private final ReferenceQueue<SnippetLoader> dead = new ReferenceQueue<>();

  /// Where classes of sealed families are put. Belongs to the engine thread that has the turn.
  private SnippetLoader families = new SnippetLoader(this);

  private final List<Path> classPath = new CopyOnWriteArrayList<>();

  /// What is to be done before the first class of the user's is there, null when it was.
  private final AtomicReference<Runnable> beforehand = new AtomicReference<>();

  UserLoader(ClassLoader parent) {
    super("jlanes-notebook", new URL[0], parent);
  }

  /// Has something done once, before any code of the user's can run.
  void beforeTheFirst(Runnable task) {
    beforehand.set(task);
  }

  private void prepare() {
    Runnable task = beforehand.getAndSet(null);
    if (task != null) {
      task.run();
    }
  }

  private static final class Held extends WeakReference<SnippetLoader> {
    private final String wrapper;

    Held(String wrapper, SnippetLoader loader, ReferenceQueue<SnippetLoader> dead) {
      super(loader, dead);
      this.wrapper = wrapper;
    }
  }

  /// Makes classes known that were compiled together, by binary name.
  void put(Map<String, byte[]> compiled) {
    prepare();
    Map<String, Mentions> files = new LinkedHashMap<>();
    Map<String, List<String>> snippets = new LinkedHashMap<>();
    compiled.forEach((name, original) -> {
      files.put(name, Mentions.of(original));
      snippets
          .computeIfAbsent(Names.wrapperOf(name).orElse(name), w -> new ArrayList<>())
          .add(name);
    });
    Set<String> related = new HashSet<>();
    snippets.forEach((wrapper, names) -> {
      if (names.stream().anyMatch(name -> isOfFamily(files.get(name), wrapper, files))) {
        related.add(wrapper);
      }
    });
    if (related.stream().flatMap(w -> snippets.get(w).stream()).anyMatch(families::has)) {
      // No loader can define a class again, and no member may stay behind.
      families = new SnippetLoader(this);
    }
    Set<SnippetLoader> changed = new LinkedHashSet<>();
    snippets.forEach((wrapper, names) -> {
      SnippetLoader loader = related.contains(wrapper) ? families : loaderFor(wrapper, names);
      names.forEach(name -> loader.put(name, files.get(name)));
      holders.put(wrapper, new Held(wrapper, loader, dead));
      kept.put(wrapper, loader);
      changed.add(loader);
    });
    changed.forEach(SnippetLoader::link);
  }

  /// The loader for some classes of a snippet: a new one if there is none, or if it has a class of
  /// that name already, which it could not define again.
  private SnippetLoader loaderFor(String wrapper, List<String> names) {
    SnippetLoader had = holderOf(wrapper).orElse(null);
    return had != null && names.stream().noneMatch(had::has) ? had : new SnippetLoader(this);
  }

  /// Whether a class is sealed, or has a sealed parent, across snippets.
  private boolean isOfFamily(Mentions file, String wrapper, Map<String, Mentions> files) {
    return file.permitted().stream().anyMatch(name -> isBeyond(name, wrapper))
        || file.parents().stream()
            .filter(name -> isBeyond(name, wrapper))
            .flatMap(
                name -> Optional.ofNullable(files.get(name)).or(() -> classFile(name)).stream())
            .anyMatch(parent -> !parent.permitted().isEmpty());
  }

  private static boolean isBeyond(String name, String wrapper) {
    return Names.wrapperOf(name).filter(other -> !other.equals(wrapper)).isPresent();
  }

  /// Replaces class files after a redefinition.
  void replace(Map<String, byte[]> redefined) {
    Set<SnippetLoader> changed = new LinkedHashSet<>();
    redefined.forEach((name, original) ->
        Names.wrapperOf(name)
            .flatMap(this::holderOf)
            .ifPresent(loader -> {
              loader.put(name, Mentions.of(original));
              changed.add(loader);
            }));
    changed.forEach(SnippetLoader::link);
  }

  /// The loader of a snippet, if it is still there.
  ///
  /// @param wrapper the class around the snippet
  Optional<SnippetLoader> holderOf(String wrapper) {
    return Optional.ofNullable(holders.get(wrapper)).map(Held::get);
  }

  /// The class file as the compiler made it: no copy, so it is not to be changed.
  Optional<byte[]> original(String binaryName) {
    return classFile(binaryName).map(Mentions::original);
  }

  private Optional<Mentions> classFile(String binaryName) {
    return Names.wrapperOf(binaryName)
        .flatMap(this::holderOf)
        .flatMap(loader -> loader.classFile(binaryName));
  }

  /// The class files that new code can refer to, as the compiler made them, by binary name.
  Map<String, byte[]> compiled() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    kept.values().forEach(loader -> loader.addTo(files));
    return files;
  }

  /// Whether a class is the notebook's.
  boolean defines(Class<?> type) {
    return type.getClassLoader() instanceof SnippetLoader;
  }

  /// Keeps the classes of these snippets, and others for as long as they are in use.
  ///
  /// @param wrappers the classes around the snippets that new code can refer to
  void keepOnly(Set<String> wrappers) {
    kept.keySet().retainAll(wrappers);
  }

  /// Keeps the classes of a snippet only for as long as they are in use.
  void release(String wrapper) {
    kept.remove(wrapper);
  }

  /// The loaders of the snippets that are kept, by the class around the snippet.
  Map<String, SnippetLoader> kept() {
    return Map.copyOf(kept);
  }

  /// The loaders of all snippets that are still there, by the class around the snippet.
  Map<String, SnippetLoader> all() {
    Map<String, SnippetLoader> all = new LinkedHashMap<>();
    holders.forEach((wrapper, held) -> {
      SnippetLoader loader = held.get();
      if (loader != null) {
        all.put(wrapper, loader);
      }
    });
    return all;
  }

  /// Names the classes around snippets that have been unloaded since the last call.
  List<String> takeUnloaded() {
    List<String> unloaded = new ArrayList<>();
    while (dead.poll() instanceof Held gone) {
      if (holders.remove(gone.wrapper, gone)) {
        unloaded.add(gone.wrapper);
      }
    }
    return unloaded;
  }

  /// How many snippets have classes, in use or not unloaded yet.
  int snippets() {
    return holders.size();
  }

  /// Adds a jar or class folder behind the others.
  void add(Path entry) {
    prepare();
    try {
      addURL(entry.toUri().toURL());
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(entry.toString(), e);
    }
    classPath.add(entry);
  }

  List<Path> classPath() {
    return List.copyOf(classPath);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    String wrapper = Names.wrapperOf(name).orElse(null);
    return wrapper == null
        ? super.loadClass(name, resolve)
        : holderOf(wrapper).orElseThrow(() -> new ClassNotFoundException(name)).own(name);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    URL resource = findResource(name.replace('.', '/') + ".class");
    if (resource == null) {
      throw new ClassNotFoundException(name);
    }
    try {
      return define(name, resource, true);
    } catch (IOException e) {
      throw new ClassNotFoundException(name + " (" + e.getMessage() + ")", e);
    }
  }
}
