package org.jlanes.engine.jshell;

import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/// Leaves out of what JShell compiles for a new type the imports of those names of the notebook
/// that the type does not mention. JShell imports all of them, in each of its two compilations, and
/// the compiler reads the class file behind each: with some hundred names that is most of the time.
///
/// A type that replaces another, or that earlier code waits for, is compiled with all imports,
/// since JShell compiles that code again in the same step.
///
/// Reaches into JShell as [DeadSnippets] does; where it is not as expected, nothing is left out.
/// For the engine thread that has the turn.
final class FewerImports {
  private static final System.Logger LOG = System.getLogger(FewerImports.class.getName());

  private static final Pattern TYPE =
      Pattern.compile(
          "(?s)(?:\\s|/\\*.*?\\*/|//[^\\n]*\\n"
              + "|public\\b|abstract\\b|final\\b|static\\b|sealed\\b|non-sealed\\b)*+"
              + "(?:class|record|enum|interface)\\s+([\\w$]+)");

  /// Null where JShell is not as expected.
  private Snippets snippets;

  private Map<String, ? extends Collection<?>> dependents = Map.of();

  /// For a shell in which nothing has been evaluated.
  FewerImports(JShell jshell) {
    try {
      Object maps = field(JShell.class, "maps").get(jshell);
      Field list = field(maps.getClass(), "keyIndexToSnippet");
      @SuppressWarnings("unchecked") // JShell's declaration
      var mentions =
          (Map<String, ? extends Collection<?>>) field(maps.getClass(), "dependencies").get(maps);
      @SuppressWarnings("unchecked") // JShell's declaration
      var made = new Snippets((List<Snippet>) list.get(maps));
      list.set(maps, made);
      dependents = mentions;
      snippets = made;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "JShell's imports are not as expected in this JDK: types take longer the more names"
              + " there are",
          e);
    }
  }

  private static Field field(Class<?> owner, String name) throws NoSuchFieldException {
    Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /// Evaluates a snippet.
  ///
  /// @param text of the snippet
  /// @param evaluation has JShell evaluate it
  <T> T during(String text, Supplier<T> evaluation) {
    if (snippets != null && declaresNewType(text)) {
      snippets.mentioned = ShellTasks.names(text);
    }
    try {
      return evaluation.get();
    } finally {
      if (snippets != null) {
        snippets.mentioned = null;
      }
    }
  }

  private boolean declaresNewType(String text) {
    Matcher type = TYPE.matcher(text);
    // Escaped characters may hide a name.
    if (text.contains("\\u") || !type.lookingAt()) {
      return false;
    }
    String name = type.group(1);
    Collection<?> waiting = dependents.get(name);
    return (waiting == null || waiting.isEmpty())
        && snippets.stream()
            .noneMatch(s -> s instanceof DeclarationSnippet d && d.name().equals(name));
  }

  /// JShell's list of snippets, which it walks through for nothing but imports.
  private static final class Snippets extends ArrayList<Snippet> {
    private static final long serialVersionUID = 1;

    /// The names to import; null for all.
    private transient Set<String> mentioned;

    Snippets(Collection<Snippet> snippets) {
      super(snippets);
    }

    @Override
    public Iterator<Snippet> iterator() {
      Set<String> names = mentioned;
      return names == null
          ? super.iterator()
          : stream()
              .filter(s -> !(s instanceof DeclarationSnippet d) || names.contains(d.name()))
              .iterator();
    }
  }
}
