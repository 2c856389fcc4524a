package org.jlanes.engine.names;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// All types that the notebook could import: those of the packages that the JDK's modules export,
/// of the public interface of JLanes, and of the jars and class folders of the notebook.
/// Thread-safe.
///
/// Only names are read, when they are asked for first: some 50 ms for the JDK, and less than a
/// megabyte to keep. A jar is read once, a class folder each time its types are asked for.
public final class ClassIndex {
  private static final System.Logger LOG = System.getLogger(ClassIndex.class.getName());

  private final List<Path> compilePath;
  private final Supplier<List<Path>> classPath;

  /// The following are guarded by this.
  private final Map<Path, TypeNames> jars = new HashMap<>();

  private TypeNames jdk;
  private TypeNames kernel;

  /// @param compilePath what cells compile against besides the JDK and their own jars
  /// @param classPath the notebook's jars and class folders at the time of a call
  public ClassIndex(List<Path> compilePath, Supplier<List<Path>> classPath) {
    this.compilePath = List.copyOf(compilePath);
    this.classPath = classPath;
  }

  /// The types of a simple name, the likeliest first.
  public List<TypeName> named(String simple) {
    return sources().stream()
        .flatMap(source -> source.named(simple).stream())
        .distinct()
        .sorted(TypeName.LIKELIEST)
        .toList();
  }

  /// Types whose simple names begin with a prefix, by simple name, the likeliest first among those
  /// of one name.
  public List<TypeName> beginning(String prefix) {
    return sources().stream()
        .flatMap(source -> source.beginning(prefix).stream())
        .distinct()
        .sorted(Comparator.comparing(TypeName::simple).thenComparing(TypeName.LIKELIEST))
        .toList();
  }

  /// The simple names of the types that stand alone in a package.
  public Set<String> in(String packageName) {
    Set<String> names = new TreeSet<>();
    for (TypeNames source : sources()) {
      source.in(packageName).forEach(names::add);
    }
    return names;
  }

  /// The packages that have types.
  public Set<String> packages() {
    Set<String> names = new TreeSet<>();
    sources().forEach(source -> names.addAll(source.packages()));
    return names;
  }

  /// Whether the next question is answered at once, but for jars that have come since the last one.
  public synchronized boolean isPrepared() {
    return jdk != null;
  }

  /// Does the slow part of the first question.
  public void prepare() {
    List<TypeNames> _ = sources();
  }

  private synchronized List<TypeNames> sources() {
    if (jdk == null) {
      jdk = new TypeNames(exported());
      List<TypeName> ours = new ArrayList<>();
      compilePath.forEach(entry -> read(entry, TypeName.Kind.KERNEL, ours));
      kernel = new TypeNames(ours);
    }
    List<TypeNames> sources = new ArrayList<>(List.of(jdk, kernel));
    for (Path entry : classPath.get()) {
      sources.add(Files.isDirectory(entry) ? of(entry) : jars.computeIfAbsent(entry, this::of));
    }
    return sources;
  }

  private TypeNames of(Path entry) {
    List<TypeName> found = new ArrayList<>();
    read(entry, TypeName.Kind.USER, found);
    return new TypeNames(found);
  }

  /// What is exported to all by the modules that the kernel, and so its compiler, has resolved.
  private static List<TypeName> exported() {
    List<TypeName> found = new ArrayList<>();
    FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
    for (Module module : ModuleLayer.boot().modules()) {
      for (ModuleDescriptor.Exports exports : module.getDescriptor().exports()) {
        if (exports.isQualified()) {
          continue;
        }
        String name = exports.source();
        Path folder = image.getPath("/modules", module.getName(), name.replace('.', '/'));
        TypeName.Kind kind = TypeName.Kind.ofJdk(name);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.class")) {
          for (Path file : files) {
            type(name + "." + file.getFileName(), kind).ifPresent(found::add);
          }
        } catch (IOException e) {
          LOG.log(Level.WARNING, "the types of " + name + " are not known", e);
        }
      }
    }
    return found;
  }

  private static void read(Path entry, TypeName.Kind kind, List<TypeName> found) {
    try {
      if (Files.isDirectory(entry)) {
        try (Stream<Path> files = Files.walk(entry)) {
          files
              .map(file -> entry.relativize(file).toString().replace(File.separatorChar, '.'))
              .forEach(file -> type(file, kind).ifPresent(found::add));
        }
        return;
      }
      try (ZipFile jar = new ZipFile(entry.toFile())) {
        Enumeration<? extends ZipEntry> entries = jar.entries();
        while (entries.hasMoreElements()) {
          String name = entries.nextElement().getName();
          if (!name.startsWith("META-INF/")) {
            type(name.replace('/', '.'), kind).ifPresent(found::add);
          }
        }
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the types of " + entry + " are not known", e);
    }
  }

  /// The type of a class file; empty for classes without a name or a package, which no import can
  /// name.
  ///
  /// @param file its path with dots
  private static Optional<TypeName> type(String file, TypeName.Kind kind) {
    if (!file.endsWith(".class")) {
      return Optional.empty();
    }
    String binary = file.substring(0, file.length() - ".class".length());
    int dot = binary.lastIndexOf('.');
    int dollar = binary.lastIndexOf('$');
    boolean nested = dollar > dot + 1;
    String simple = binary.substring((nested ? dollar : dot) + 1);
    if (dot < 0 || simple.isEmpty() || !Character.isJavaIdentifierStart(simple.charAt(0))) {
      return Optional.empty();
    }
    if (simple.equals("package-info") || binary.matches(".*\\$\\d.*")) {
      return Optional.empty();
    }
    String qualifier =
        nested ? binary.substring(0, dollar).replace('$', '.') : binary.substring(0, dot);
    return Optional.of(new TypeName(qualifier, simple, kind, nested));
  }

  /// The one type that is meant, if that can be told: the only one that is as likely as the
  /// likeliest.
  public static Optional<TypeName> onlyOne(List<TypeName> types) {
    int best = types.stream().mapToInt(TypeName::rank).min().orElse(0);
    List<TypeName> likeliest = types.stream().filter(type -> type.rank() == best).toList();
    return likeliest.size() == 1 ? Optional.of(likeliest.getFirst()) : Optional.empty();
  }
}
