package org.jlanes.runtime.weave;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.jar.Manifest;

/// Defines the classes of jars and class folders that the user added, woven ([Weaver#weaveLibrary])
/// and otherwise as the JDK would: with the jar's manifest, place and signers. Any thread.
public abstract class LibraryLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  /// Whether a class came from a jar or a class folder of the user's: it has a place, which a class
  /// of the notebook has not.
  private static final ClassValue<Boolean> OF_LIBRARY =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          CodeSource source = type.getProtectionDomain().getCodeSource();
          return source != null
              && source.getLocation() != null
              && type.getClassLoader() instanceof LibraryLoader;
        }
      };

  /// A loader of jars.
  protected LibraryLoader(String name, URL[] urls, ClassLoader parent) {
    super(name, urls, parent);
  }

  /// Whether an object, perhaps a lambda, is of a class that such a loader has defined from a jar.
  static boolean isOfLibrary(Object object) {
    return OF_LIBRARY.get(object.getClass());
  }

  /// Defines a class.
  ///
  /// @param resource where its class file is
  /// @param cached whether a jar that is open already may be read; it may have been replaced since
  /// @throws IOException if it cannot be read
  protected final Class<?> define(String name, URL resource, boolean cached) throws IOException {
    URLConnection connection = resource.openConnection();
    connection.setUseCaches(cached);
    URL root = resource;
    Manifest manifest = null;
    Certificate[] signers = null;
    byte[] bytes;
    try (InputStream in = connection.getInputStream()) {
      bytes = in.readAllBytes();
      if (connection instanceof JarURLConnection jar) {
        root = jar.getJarFileURL();
        manifest = jar.getManifest();
        signers = jar.getCertificates();
      }
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
