package org.jlanes.assist;

import com.sun.source.tree.Scope;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.api.JavacScope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.PackageElement;
import javax.lang.model.type.TypeMirror;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/// JShell's suggestions, asked for within an analysis that is under way: JShell itself would begin
/// another one, which takes as long again.
///
/// For the thread that has JShell. Everything throws [ReflectiveOperationException] where JShell is
/// not as expected (another JDK).
final class ShellSuggestions {
  private final SourceCodeAnalysis source;
  private final String className;
  private final Method inTask;
  private final Method targets;
  private final Method packages;
  private final Method env;
  private final Method isStatic;

  /// @param className the class around what is analysed, which nobody wants
  ShellSuggestions(SourceCodeAnalysis source, String className)
      throws ReflectiveOperationException {
    this.source = source;
    this.className = className;
    ClassLoader loader = JShell.class.getClassLoader();
    Class<?> task = Class.forName("jdk.jshell.TaskFactory$AnalyzeTask", false, loader);
    inTask = work("computeSuggestions", task);
    targets = opened(source.getClass(), "findTargetType", task, TreePath.class);
    packages = opened(source.getClass(), "listPackages", task, String.class);
    env = JavacScope.class.getMethod("getEnv");
    Class<?> resolve = Class.forName("jdk.jshell.ReplResolve", false, loader);
    isStatic = opened(resolve, "isStatic", env.getReturnType());
  }

  private static Method opened(Class<?> owner, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Method method = owner.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }

  /// What a method of JShell has the compiler do: a lambda of it that takes the task last.
  private Method work(String name, Class<?> task) throws NoSuchMethodException {
    Optional<Method> found =
        Arrays.stream(source.getClass().getDeclaredMethods())
            .filter(method -> method.isSynthetic() && method.getName().contains("$" + name + "$"))
            .filter(method -> method.getReturnType() == List.class)
            .filter(method -> {
              Class<?>[] parameters = method.getParameterTypes();
              return parameters.length == 5 && parameters[4] == task;
            })
            .findFirst();
    found.ifPresent(method -> method.setAccessible(true));
    return found.orElseThrow(() -> new NoSuchMethodException(name));
  }

  /// What an analysis has found, in JShell's words.
  ///
  /// @param task JShell's task
  /// @param wrap JShell's form of the text
  Found in(Object task, Object wrap, int cursor) {
    return new Found(task, wrap, cursor);
  }

  /// For questions about one analysis; not to be used after it.
  final class Found {
    private final Object task;
    private final Object wrap;
    private final int cursor;

    private Found(Object task, Object wrap, int cursor) {
      this.task = task;
      this.wrap = wrap;
      this.cursor = cursor;
    }

    /// What could stand at the cursor, whatever it begins with; not sorted.
    List<Suggestion> suggestions() {
      List<Suggestion> all = new ArrayList<>();
      for (Object one : (List<?>) ask(inTask, wrap, cursor, new String[] {""}, new int[1], task)) {
        Suggestion suggestion = (Suggestion) one;
        if (!suggestion.continuation().equals(className)) {
          all.add(suggestion);
        }
      }
      return all;
    }

    /// The types of which one is wanted at a place; empty if any will do.
    Optional<List<TypeMirror>> wanted(TreePath path) {
      Object found = ask(targets, task, path);
      if (found == null) {
        return Optional.empty();
      }
      List<TypeMirror> all = new ArrayList<>();
      for (Object one : (Iterable<?>) found) {
        // Where the code around is wrong, a type may be missing.
        if (one != null) {
          all.add((TypeMirror) one);
        }
      }
      return Optional.of(all);
    }

    /// The first parts of the names of all packages.
    List<String> packages() {
      List<String> all = new ArrayList<>();
      for (Object one : (Iterable<?>) ask(packages, task, "")) {
        all.add(((PackageElement) one).getQualifiedName().toString());
      }
      return all;
    }

    /// Whether code in a scope has no `this`.
    boolean isStatic(Scope scope) {
      try {
        return (boolean) isStatic.invoke(null, env.invoke(scope));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private Object ask(Method method, Object... arguments) {
      try {
        return method.invoke(source, arguments);
      } catch (InvocationTargetException e) {
        throw new IllegalStateException("JShell failed at a suggestion", e.getCause());
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
