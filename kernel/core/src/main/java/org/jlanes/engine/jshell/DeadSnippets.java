package org.jlanes.engine.jshell;

import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;

/// Takes out of JShell what it keeps of snippets that no later code can refer to: expressions and
/// statements that have run, refused ones, and declarations that were replaced.
///
/// JShell never forgets a snippet, its class file or its wrapped source. It lists the class files
/// to the compiler for each new snippet, so that not only memory but the time of each cell grows
/// with all cells before it. There is no public way to make it forget; this reaches into its
/// tables, which the manifest opens. Where they are not as expected (another JDK), it says so in
/// the log once, and the kernel grows as JShell does.
///
/// For the engine thread that has the turn. Snippets whose code is still running may be swept too:
/// JShell needs nothing of them but their results.
final class DeadSnippets {
  /// The compiler's tables of names, and its notes on imports, grow with all it has ever read.
  private static final int EVALUATIONS_PER_COMPILER = 400;

  private static final System.Logger LOG = System.getLogger(DeadSnippets.class.getName());

  private final JShell jshell;
  private Tables tables;
  private int evaluations;

  DeadSnippets(JShell jshell) {
    this.jshell = jshell;
    try {
      tables = Tables.of(jshell);
    } catch (ReflectiveOperationException | RuntimeException e) {
      giveUp(e);
    }
  }

  /// JShell's tables, the objects themselves.
  ///
  /// @param all every snippet there was
  /// @param byIndex the latest snippet of each key, null where there is none
  /// @param dependents by a name the indexes of the snippets that mention it
  /// @param files class files for loading, by binary name
  /// @param sources wrapped sources by simple class name
  /// @param compiled class files for the compiler, by binary name
  /// @param variables keys by name of variable
  /// @param tasks makes compiler tasks
  /// @param renew makes it forget its compilers
  private record Tables(
      Set<Snippet> all,
      List<Snippet> byIndex,
      Map<String, Set<Integer>> dependents,
      Map<String, ?> files,
      Map<String, ?> sources,
      Map<String, ?> compiled,
      Map<String, ?> variables,
      Object tasks,
      Method renew) {
    @SuppressWarnings(
        "unchecked") // JShell's declarations; a change is noticed when a table is used
    static Tables of(JShell jshell) throws ReflectiveOperationException {
      Object maps = get(jshell, "maps");
      Object tasks = get(jshell, "taskFactory");
      Method renew = tasks.getClass().getDeclaredMethod("initTaskPool");
      renew.setAccessible(true);
      return new Tables(
          (Set<Snippet>) get(maps, "snippets"),
          (List<Snippet>) get(maps, "keyIndexToSnippet"),
          (Map<String, Set<Integer>>) get(maps, "dependencies"),
          (Map<String, ?>) get(get(jshell, "classTracker"), "map"),
          (Map<String, ?>) get(get(jshell, "outerMap"), "classOuters"),
          (Map<String, ?>) get(get(tasks, "fileManager"), "classObjects"),
          (Map<String, ?>) get(get(jshell, "keyMap"), "varMap"),
          tasks,
          renew);
    }

    private static Object get(Object owner, String field) throws ReflectiveOperationException {
      Field declared = owner.getClass().getDeclaredField(field);
      declared.setAccessible(true);
      return declared.get(owner);
    }
  }

  /// Whether a later snippet can refer to this one.
  private boolean isLive(Snippet snippet) {
    return snippet instanceof PersistentSnippet && jshell.status(snippet).isActive();
  }

  /// The binary names of the classes around the snippets that later code can refer to.
  Set<String> liveClasses() {
    return jshell
        .snippets()
        .filter(this::isLive)
        .filter(s -> s.kind() != Snippet.Kind.IMPORT && jshell.status(s).isDefined())
        .map(s -> jshell.sourceCodeAnalysis().wrapper(s).fullClassName())
        .collect(Collectors.toSet());
  }

  /// Forgets all but what later code can refer to.
  ///
  /// @param liveClasses as [#liveClasses] gives them now
  void sweep(Set<String> liveClasses) {
    if (tables == null) {
      return;
    }
    try {
      List<Snippet> dead = tables.all.stream().filter(s -> !isLive(s)).toList();
      forget(dead);
      keepClasses(tables.files.keySet(), liveClasses);
      keepClasses(tables.compiled.keySet(), liveClasses);
      tables.sources.keySet().removeIf(name -> !liveClasses.contains("REPL." + name));
      renewSometimes();
    } catch (ReflectiveOperationException | RuntimeException e) {
      giveUp(e);
    }
  }

  /// Forgets classes that its compiler has made and JShell does not know of.
  void forgetCompiled(Set<String> classNames) {
    if (tables == null) {
      return;
    }
    try {
      tables.compiled.keySet().removeAll(classNames);
      renewSometimes();
    } catch (ReflectiveOperationException | RuntimeException e) {
      giveUp(e);
    }
  }

  private void renewSometimes() throws ReflectiveOperationException {
    if (++evaluations % EVALUATIONS_PER_COMPILER == 0) {
      tables.renew.invoke(tables.tasks);
    }
  }

  private void forget(List<Snippet> dead) {
    Set<Integer> indexes = new HashSet<>();
    for (Snippet snippet : dead) {
      tables.all.remove(snippet);
      int index = Integer.parseInt(snippet.id());
      if (index < tables.byIndex.size() && snippet.equals(tables.byIndex.get(index))) {
        tables.byIndex.set(index, null);
        indexes.add(index);
        if (snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
          // JShell never gives the same name to a second expression.
          tables.variables.remove(((PersistentSnippet) snippet).name());
        }
      }
    }
    if (!indexes.isEmpty()) {
      Collection<Set<Integer>> mentions = tables.dependents.values();
      mentions.forEach(by -> by.removeAll(indexes));
      mentions.removeIf(Set::isEmpty);
    }
  }

  private static void keepClasses(Collection<String> names, Set<String> liveClasses) {
    names.removeIf(name -> Names.wrapperOf(name).filter(w -> !liveClasses.contains(w)).isPresent());
  }

  private void giveUp(Exception e) {
    tables = null;
    LOG.log(
        Level.WARNING,
        "JShell's tables are not as expected in this JDK: memory and time will grow with each cell",
        e);
  }

  /// How many entries JShell's largest table has.
  int largestTable() {
    return tables == null
        ? Integer.MAX_VALUE
        : List.of(
                tables.all,
                tables.dependents.keySet(),
                tables.files.keySet(),
                tables.sources.keySet(),
                tables.compiled.keySet(),
                tables.variables.keySet())
            .stream()
            .mapToInt(Set::size)
            .max()
            .orElseThrow();
  }
}
