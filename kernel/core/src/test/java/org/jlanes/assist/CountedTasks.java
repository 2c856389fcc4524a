package org.jlanes.assist;

import com.sun.source.util.JavacTask;
import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.api.JavacTaskPool;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symtab;
import java.io.Writer;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import jdk.jshell.JShell;

/// Counts the compiler's tasks of a JShell and notes whose class files they have read. For one
/// thread.
final class CountedTasks extends JavacTaskPool {
  private int count;
  private final Set<String> read = new HashSet<>();

  private CountedTasks() {
    super(5);
  }

  /// From now on.
  static CountedTasks of(JShell jshell) throws ReflectiveOperationException {
    CountedTasks counted = new CountedTasks();
    Object factory = opened(JShell.class, "taskFactory").get(jshell);
    opened(factory.getClass(), "javacTaskPool").set(factory, counted);
    return counted;
  }

  private static Field opened(Class<?> owner, String name) throws NoSuchFieldException {
    Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /// How many there were since this was asked last.
  int take() {
    int taken = count;
    count = 0;
    return taken;
  }

  /// Whether a class was read.
  boolean hasRead(String binaryName) {
    return read.contains(binaryName);
  }

  @Override
  public <Z> Z getTask(
      Writer out,
      JavaFileManager files,
      DiagnosticListener<? super JavaFileObject> diagnostics,
      Iterable<String> options,
      Iterable<String> classes,
      Iterable<? extends JavaFileObject> units,
      Worker<Z> worker) {
    count++;
    return super.getTask(
        out,
        files,
        diagnostics,
        options,
        classes,
        units,
        task -> {
          try {
            return worker.withTask(task);
          } finally {
            note(task);
          }
        });
  }

  private void note(JavacTask task) {
    for (ClassSymbol type : Symtab.instance(((BasicJavacTask) task).getContext()).getAllClasses()) {
      if (type.isCompleted()) {
        read.add(type.flatName().toString());
      }
    }
  }
}
