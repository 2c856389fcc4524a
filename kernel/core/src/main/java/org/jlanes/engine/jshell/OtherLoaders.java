package org.jlanes.engine.jshell;

import java.lang.System.Logger.Level;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Arrays;
import org.jlanes.runtime.weave.ExitHook;
import org.jlanes.runtime.weave.Weaver;

/// Weaves classes that the notebook's code and its libraries define by themselves, in class loaders
/// of their own or through a lookup: a `System.exit` there would end the kernel. Loaders that do
/// not see the kernel's classes are left alone, for the woven call would find nothing. Called by
/// any thread that loads a class.
final class OtherLoaders implements ClassFileTransformer {
  private static final System.Logger LOG = System.getLogger(OtherLoaders.class.getName());

  private final ClassLoader notebook;
  private final ClassLoader kernel = ExitHook.class.getClassLoader();

  /// @param notebook the parent of all loaders of the notebook
  OtherLoaders(ClassLoader notebook) {
    this.notebook = notebook;
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (redefined != null || kernel.equals(loader) || !seesTheHooks(loader)) {
      return null;
    }
    try {
      byte[] woven = Weaver.weaveLibrary(classFile);
      return Arrays.equals(woven, classFile) ? null : woven;
    } catch (RuntimeException e) {
      // The JVM would say nothing of it. It reads the class file itself, and tells what is wrong.
      LOG.log(Level.DEBUG, () -> "not woven: " + name, e);
      return null;
    }
  }

  private boolean seesTheHooks(ClassLoader loader) {
    ClassLoader each = loader;
    while (each != null && !each.equals(notebook) && !each.equals(kernel)) {
      each = each.getParent();
    }
    return each != null;
  }
}
