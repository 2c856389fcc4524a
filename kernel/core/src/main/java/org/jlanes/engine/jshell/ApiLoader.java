package org.jlanes.engine.jshell;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.stream.Collectors;

/// What user code sees below its own classes: the JDK and the public packages of JLanes. The
/// kernel's libraries (its Gson, its ZeroMQ) stay invisible, so that a cell can use other versions.
final class ApiLoader extends ClassLoader {
  /// What cells are compiled against, and three packages more: the hooks that woven code calls,
  /// what the magics of a user's jar are given of the engine, and what its lanes implement. The
  /// other packages below them are internal.
  private static final Set<String> VISIBLE =
      Set.of(
          "org.jlanes.lanes",
          "org.jlanes.lanes.run",
          "org.jlanes.runtime.comm",
          "org.jlanes.runtime.display",
          "org.jlanes.runtime.magic",
          "org.jlanes.runtime.scope",
          "org.jlanes.runtime.engine",
          "org.jlanes.runtime.weave");

  private final ClassLoader kernel;

  /// Packages of JDK modules that the class loader of the class path defines, such as jdk.compiler.
  private final Set<String> jdkPackages =
      ModuleLayer.boot().modules().stream()
          .flatMap(m -> m.getPackages().stream())
          .collect(Collectors.toUnmodifiableSet());

  ApiLoader(ClassLoader kernel) {
    super("jlanes-api", ClassLoader.getPlatformClassLoader());
    this.kernel = kernel;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    int dot = name.lastIndexOf('.');
    String packageName = dot < 0 ? "" : name.substring(0, dot);
    if (VISIBLE.contains(packageName)) {
      return kernel.loadClass(name);
    }
    if (jdkPackages.contains(packageName)) {
      return ClassLoader.getSystemClassLoader().loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  protected URL findResource(String name) {
    return VISIBLE.contains(packageOf(name)) ? kernel.getResource(name) : null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    return VISIBLE.contains(packageOf(name))
        ? kernel.getResources(name)
        : Collections.emptyEnumeration();
  }

  private static String packageOf(String resource) {
    int slash = resource.lastIndexOf('/');
    return slash < 0 ? "" : resource.substring(0, slash).replace('/', '.');
  }
}
