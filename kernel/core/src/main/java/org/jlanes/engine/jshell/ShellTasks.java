package org.jlanes.engine.jshell;

import com.sun.source.util.JavacTask;
import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.util.Context;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import jdk.jshell.JShell;

/// JShell's compiler, for a class of our own in the package of its classes. For the engine thread
/// that has the turn. Everything throws [ReflectiveOperationException] where JShell is not as
/// expected (another JDK).
final class ShellTasks {
  /// Those with which JShell compiles, so that the two share a compiler.
  private static final List<String> OPTIONS =
      List.of("-Xlint:unchecked,-strictfp", "-proc:none", "-parameters");

  private static final String IMPORT = "import static REPL.$JShell$";

  private final Object maps;
  private final Method imports;
  private final Object tasks;
  private final Method run;
  private final Class<?> sources;
  private final Class<?> worker;
  private final Method prepare;
  private final PlainTypes types;

  ShellTasks(JShell jshell) throws ReflectiveOperationException {
    maps = get(jshell, "maps");
    tasks = get(jshell, "taskFactory");
    ClassLoader loader = JShell.class.getClassLoader();
    sources = Class.forName("jdk.jshell.TaskFactory$SourceHandler", false, loader);
    worker = Class.forName("jdk.jshell.TaskFactory$Worker", false, loader);
    imports = method(maps.getClass(), "packageAndImportsExcept", Set.class, Collection.class);
    run =
        method(
            tasks.getClass(),
            "runTask",
            Stream.class,
            sources,
            List.class,
            BiFunction.class,
            worker);
    prepare =
        method(
            Class.forName("jdk.jshell.TaskFactory$JShellAnalyzeParserFactory", false, loader),
            "preRegister",
            Context.class);
    types = new PlainTypes(maps);
  }

  private static Object get(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }

  private static Method method(Class<?> owner, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Method method = owner.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }

  /// Types in JShell's words.
  PlainTypes types() {
    return types;
  }

  /// Makes a task for a compilation unit and gives it to somebody who does the rest.
  ///
  /// @param name the simple name of the class in it
  /// @throws InvocationTargetException with what the compiler, or who has the task, throws
  void run(
      String name, String text, BiConsumer<JavacTask, DiagnosticCollector<JavaFileObject>> work)
      throws ReflectiveOperationException {
    BiFunction<JavacTask, DiagnosticCollector<JavaFileObject>, Object> working =
        (task, diagnostics) -> {
          prepare(task);
          work.accept(task, diagnostics);
          return null;
        };
    Object unused =
        run.invoke(
            tasks,
            Stream.of(text),
            proxy(sources, new Source(name, text)),
            OPTIONS,
            working,
            proxy(worker, null));
  }

  /// Gives a compiler the parser that JShell wants: it cannot do so later, and would die.
  private void prepare(JavacTask task) {
    try {
      Object unused = prepare.invoke(null, ((BasicJavacTask) task).getContext());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object proxy(Class<?> type, Object answer) {
    return Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (_, _, _) -> answer);
  }

  /// Package and imports for some code: the notebook's, without those of its own names that the
  /// code does not mention.
  String head(String code) throws ReflectiveOperationException {
    String all = (String) imports.invoke(maps, null, null);
    // Escaped characters may hide a name.
    return code.contains("\\u") ? all : mentioned(all, names(code));
  }

  /// Leaves out of imports those of notebook names that are not among some.
  static String mentioned(String imports, Set<String> names) {
    StringBuilder kept = new StringBuilder();
    int at = 0;
    for (int found = imports.indexOf(IMPORT); found >= 0; found = imports.indexOf(IMPORT, at)) {
      int end = imports.indexOf(';', found);
      String name = imports.substring(imports.lastIndexOf('.', end) + 1, end);
      kept.append(imports, at, names.contains(name) ? end + 1 : found);
      at = end + 1;
    }
    return kept.append(imports, at, imports.length()).toString();
  }

  /// Everything in some code that may be a name.
  static Set<String> names(String code) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < code.length(); i++) {
      if (Character.isJavaIdentifierStart(code.charAt(i))) {
        int start = i;
        while (i < code.length() && Character.isJavaIdentifierPart(code.charAt(i))) {
          i++;
        }
        names.add(code.substring(start, i));
      }
    }
    return names;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///REPL/" + name + Kind.SOURCE.extension), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
