package org.jlanes.assist;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.lang.model.element.Element;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;

/// What JShell can do and does not offer: to analyse a text that we make, so that it may have
/// imports and methods that have not been run; to tell what the names in it are; to read Javadoc
/// from more sources than the JDK's. JDK 25 has no public way to an element.
///
/// For the thread that has JShell. Everything throws [ReflectiveOperationException] where JShell is
/// not as expected (another JDK).
final class ShellInternals {
  private final JShell jshell;
  private final SourceCodeAnalysis source;
  private final Object maps;
  private final Object tasks;
  private final String className;
  private final Method imports;
  private final Method simpleWrap;
  private final Constructor<?> outerWrap;
  private final Class<?> worker;
  private final Method analyze;
  private final Field javacTask;
  private final Method unit;
  private final Method pathFor;
  private final ShellSuggestions suggestions;
  private final Method findSources;
  private final Field sources;
  private final Method helper;
  private final Method comment;
  private final Method end;
  private final Method fromSource;

  ShellInternals(JShell jshell) throws ReflectiveOperationException {
    this.jshell = jshell;
    source = jshell.sourceCodeAnalysis();
    maps = get(jshell, "maps");
    tasks = get(jshell, "taskFactory");
    ClassLoader loader = JShell.class.getClassLoader();
    Class<?> util = Class.forName("jdk.jshell.Util", false, loader);
    className = (String) opened(util.getDeclaredField("REPL_DOESNOTMATTER_CLASS_NAME")).get(null);
    imports = method(maps.getClass(), "packageAndImportsExcept");
    Class<?> wrap = Class.forName("jdk.jshell.Wrap", false, loader);
    simpleWrap = opened(wrap.getDeclaredMethod("simpleWrap", String.class));
    Class<?> outer = Class.forName("jdk.jshell.OuterWrap", false, loader);
    outerWrap = outer.getDeclaredConstructor(wrap);
    outerWrap.setAccessible(true);
    worker = Class.forName("jdk.jshell.TaskFactory$Worker", false, loader);
    analyze = opened(tasks.getClass().getDeclaredMethod("analyze", outer, List.class, worker));
    Class<?> task = Class.forName("jdk.jshell.TaskFactory$BaseTask", false, loader);
    javacTask = opened(task.getDeclaredField("task"));
    unit = opened(task.getDeclaredMethod("firstCuTree"));
    pathFor = method(source.getClass(), "pathFor");
    suggestions = new ShellSuggestions(source, className);
    findSources = method(source.getClass(), "findSources");
    sources = opened(source.getClass().getDeclaredField("availableSources"));
    Class<?> javadoc = Class.forName("jdk.internal.shellsupport.doc.JavadocHelper", false, loader);
    helper = method(javadoc, "create");
    comment = opened(javadoc.getDeclaredMethod("getResolvedDocComment", Element.class));
    end = opened(javadoc.getDeclaredMethod("close"));
    fromSource = opened(javadoc.getDeclaredMethod("getSourceElement", Element.class));
  }

  private static Object get(Object owner, String field) throws ReflectiveOperationException {
    return opened(owner.getClass().getDeclaredField(field)).get(owner);
  }

  private static Field opened(Field field) {
    field.setAccessible(true);
    return field;
  }

  private static Method opened(Method method) {
    method.setAccessible(true);
    return method;
  }

  private static Method method(Class<?> owner, String name) throws NoSuchMethodException {
    for (Method method : owner.getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        return opened(method);
      }
    }
    throw new NoSuchMethodException(owner.getName() + "." + name);
  }

  /// A text for the compiler.
  ///
  /// @param text a compilation unit, which may end too early
  /// @param cursor offset in it
  record Wrapped(String text, int cursor) {}

  /// The unit that code is compiled in: with the notebook's imports and variables, and with what
  /// its cell declares above it.
  ///
  /// @param code what follows the context; may be cut off
  /// @param cursor offset in `code`
  Wrapped wrap(CellContext context, String code, int cursor) throws ReflectiveOperationException {
    String head =
        imports.invoke(maps, null, null)
            + context.imports()
            + "class "
            + className
            + " {\n"
            + context.members()
            // Not static: there JShell would offer no local variables.
            + "Object do_it$() throws java.lang.Throwable {\n"
            + context.locals()
            + (context.isMethod() ? "class $Methods {\n" : "");
    return new Wrapped(head + code, head.length() + cursor);
  }

  /// An analysis that is under way; not to be used after it.
  ///
  /// @param task the compiler's task
  /// @param unit the text's tree
  /// @param path what stands at the cursor, or null
  record Analysed(JavacTask task, CompilationUnitTree unit, TreePath path) {}

  /// Has the compiler analyse a text and asks it about that.
  <T> T analyse(Wrapped wrapped, Function<Analysed, T> question)
      throws ReflectiveOperationException {
    return analyse(wrapped, (analysed, _) -> question.apply(analysed));
  }

  /// Has the compiler analyse a text, and asks it and JShell about that.
  <T> T analyse(Wrapped wrapped, BiFunction<Analysed, ShellSuggestions.Found, T> question)
      throws ReflectiveOperationException {
    Object wrap = outerWrap.newInstance(simpleWrap.invoke(null, wrapped.text()));
    Object asking =
        Proxy.newProxyInstance(
            worker.getClassLoader(),
            new Class<?>[] {worker},
            (_, _, arguments) -> {
              Object at = arguments[0];
              CompilationUnitTree tree = (CompilationUnitTree) unit.invoke(at);
              JavacTask task = (JavacTask) javacTask.get(at);
              Object positions = com.sun.source.util.Trees.instance(task).getSourcePositions();
              Object path = pathFor.invoke(source, tree, positions, wrap, wrapped.cursor());
              return question.apply(
                  new Analysed(task, tree, (TreePath) path),
                  suggestions.in(at, wrap, wrapped.cursor()));
            });
    @SuppressWarnings("unchecked") // what the question returns
    T answer = (T) analyze.invoke(tasks, wrap, List.of("-parameters"), asking);
    return answer;
  }

  /// Has Javadoc looked for in these as well: folders or jars of sources.
  void addSources(List<Path> more) throws ReflectiveOperationException {
    sources.set(source, null);
    List<Path> all = new ArrayList<>();
    for (Object one : (List<?>) findSources.invoke(source)) {
      all.add((Path) one);
    }
    all.addAll(more);
    sources.set(source, List.copyOf(all));
  }

  /// Reads Javadoc. To be closed.
  final class Docs implements AutoCloseable {
    private final Object docs;

    private Docs(JavacTask task) throws ReflectiveOperationException {
      docs = helper.invoke(null, task, findSources.invoke(source));
    }

    /// The comment with what it inherits, in HTML; null if there is none.
    String comment(Element element) throws ReflectiveOperationException {
      return (String) comment.invoke(docs, element);
    }

    /// The element as its source declares it, with the names of its parameters; itself if there is
    /// no source.
    Element fromSource(Element element) throws ReflectiveOperationException {
      return (Element) fromSource.invoke(docs, element);
    }

    @Override
    public void close() throws ReflectiveOperationException {
      end.invoke(docs);
    }
  }

  /// A reader of Javadoc for elements of a task.
  Docs docs(JavacTask task) throws ReflectiveOperationException {
    return new Docs(task);
  }

  JShell jshell() {
    return jshell;
  }
}
