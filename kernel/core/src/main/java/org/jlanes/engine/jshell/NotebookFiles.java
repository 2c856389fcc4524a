package org.jlanes.engine.jshell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;

/// What a compiler of ours reads: the JDK and the class path, and the notebook's classes.
final class NotebookFiles extends ForwardingJavaFileManager<JavaFileManager> {
  private static final String PACKAGE = "REPL";

  private final Map<String, byte[]> compiled;

  /// @param compiled the notebook's class files by binary name
  NotebookFiles(JavaFileManager others, Map<String, byte[]> compiled) {
    super(others);
    this.compiled = compiled;
  }

  /// A source file that exists in memory only.
  static JavaFileObject source(String className, String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + PACKAGE + "/" + className + ".java"),
        JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  private static final class ClassFile extends SimpleJavaFileObject {
    private final String binaryName;
    private final byte[] bytes;

    ClassFile(String binaryName, byte[] bytes) {
      super(URI.create("bytes:///" + binaryName.replace('.', '/') + ".class"), Kind.CLASS);
      this.binaryName = binaryName;
      this.bytes = bytes;
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(bytes);
    }
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    Iterable<JavaFileObject> others = super.list(location, packageName, kinds, recurse);
    if (location != StandardLocation.CLASS_PATH
        || !packageName.equals(PACKAGE)
        || !kinds.contains(JavaFileObject.Kind.CLASS)) {
      return others;
    }
    List<JavaFileObject> all = new ArrayList<>();
    others.forEach(all::add);
    compiled.forEach((name, bytes) -> all.add(new ClassFile(name, bytes)));
    return all;
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof ClassFile ours ? ours.binaryName : super.inferBinaryName(location, file);
  }
}
