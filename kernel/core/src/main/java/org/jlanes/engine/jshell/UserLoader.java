package org.jlanes.engine.jshell;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.Manifest;
import org.jlanes.runtime.weave.Weaver;

/// Defines the notebook's classes, woven, and those of the user's jars, whose calls that end the
/// JVM or start processes are woven. Thread-safe.
final class UserLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  /// As the compiler made them, by binary name.
  private final Map<String, byte[]> originals = new ConcurrentHashMap<>();

  private final List<Path> classPath = new CopyOnWriteArrayList<>();

  UserLoader(ClassLoader parent) {
    super("jlanes-notebook", new URL[0], parent);
  }

  /// Makes a class of the notebook known, or replaces its bytes after a redefinition.
  void put(String binaryName, byte[] original) {
    originals.put(binaryName, original);
  }

  /// The class file as the compiler made it.
  Optional<byte[]> original(String binaryName) {
    return Optional.ofNullable(originals.get(binaryName)).map(byte[]::clone);
  }

  /// Adds a jar or class folder behind the others.
  void add(Path entry) {
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
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] original = originals.get(name);
    if (original != null) {
      byte[] woven = Weaver.weave(original);
      return defineClass(name, woven, 0, woven.length);
    }
    URL resource = findResource(name.replace('.', '/') + ".class");
    if (resource == null) {
      throw new ClassNotFoundException(name);
    }
    try {
      return define(name, resource);
    } catch (IOException e) {
      throw new ClassNotFoundException(name + " (" + e.getMessage() + ")", e);
    }
  }

  private Class<?> define(String name, URL resource) throws IOException {
    var connection = resource.openConnection();
    byte[] bytes;
    try (InputStream in = connection.getInputStream()) {
      bytes = in.readAllBytes();
    }
    URL root = resource;
    Manifest manifest = null;
    java.security.cert.Certificate[] signers = null;
    if (connection instanceof java.net.JarURLConnection jar) {
      root = jar.getJarFileURL();
      manifest = jar.getManifest();
      signers = jar.getCertificates();
    }
    int dot = name.lastIndexOf('.');
    if (dot > 0) {
      definePackageOnce(name.substring(0, dot), manifest, root);
    }
    byte[] woven = Weaver.weaveLibrary(bytes);
    return defineClass(name, woven, 0, woven.length, new CodeSource(root, signers));
  }

  private void definePackageOnce(String name, Manifest manifest, URL root) {
    if (getDefinedPackage(name) != null) {
      return;
    }
    try {
      if (manifest == null) {
        definePackage(name, null, null, null, null, null, null, null);
      } else {
        definePackage(name, manifest, root);
      }
    } catch (IllegalArgumentException e) {
      // Another thread was first.
      if (getDefinedPackage(name) == null) {
        throw e;
      }
    }
  }
}
