package org.jlanes.assist;

import com.sun.source.tree.Scope;
import com.sun.source.util.Trees;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.Types;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.jlanes.assist.ShellInternals.Analysed;
import org.jlanes.engine.Engine.Completions;
import org.jlanes.engine.Engine.Completions.Item;
import org.jlanes.engine.names.ClassIndex;

/// Completes Java. Thread-safe; what it is given must belong to the calling thread.
final class JavaCompletion {
  private static final System.Logger LOG = System.getLogger(JavaCompletion.class.getName());

  /// For more than these the class files are not read to tell kinds.
  private static final int MOST_IMPORTS = 60;

  /// A name for what is still to be typed.
  private static final String NAME = "x$";

  private final Packages packages = new Packages();
  private final UnimportedTypes unimported;

  /// @param index the types that could be imported
  JavaCompletion(ClassIndex index) {
    unimported = new UnimportedTypes(index);
  }

  /// Candidates at the cursor, those that fit the expected type first.
  ///
  /// @param internals JShell's insides, or null if they are not as expected
  Completions complete(JShell jshell, ShellInternals internals, CellContext context) {
    String typed = context.before();
    int word = Keywords.wordStart(typed);
    String prefix = typed.substring(word);
    Map<String, Item> items = new LinkedHashMap<>();
    Found found = candidates(jshell, internals, context, typed, word);
    boolean moved = found.anchor() != word && !found.items().isEmpty();
    if (!moved) {
      for (String keyword : Keywords.at(typed)) {
        items.put(keyword, new Item(keyword, "keyword", ""));
      }
      for (String part : packages.at(typed)) {
        items.put(part, new Item(part, "module", ""));
      }
    }
    found.items().forEach(item -> items.putIfAbsent(item.text(), item));
    List<Item> all = new ArrayList<>(items.values());
    if (!prefix.isEmpty() && !moved) {
      // Names of the notebook and the cell before keywords.
      all.sort(Comparator.comparing((Item item) -> !isOwn(item)));
    }
    int start = (moved ? found.anchor() : word) + context.shift();
    return new Completions(start, start + typed.length() - (start - context.shift()), all);
  }

  private static boolean isOwn(Item item) {
    return item.type().equals("instance") || item.type().equals("param");
  }

  /// @param anchor where in the code the replaced text begins
  private record Found(int anchor, List<Item> items) {}

  private Found candidates(
      JShell jshell, ShellInternals internals, CellContext context, String typed, int word) {
    if (!context.isImport() && internals != null) {
      try {
        return new Found(word, inCode(internals, context, typed, word, names(jshell)));
      } catch (ReflectiveOperationException e) {
        LOG.log(Level.WARNING, "the compiler could not tell what stands at the cursor", e);
      }
    }
    int[] anchor = {word};
    List<Suggestion> suggestions =
        jshell.sourceCodeAnalysis().completionSuggestions(typed, typed.length(), anchor);
    List<String> texts =
        Candidate.texts(Candidate.of(suggestions), typed.substring(anchor[0]), Set.of());
    if (internals != null && context.isImport() && anchor[0] == word) {
      try {
        return new Found(word, inImport(internals, context, typed, texts));
      } catch (ReflectiveOperationException e) {
        LOG.log(Level.WARNING, "the compiler could not tell what is imported", e);
      }
    }
    return new Found(
        anchor[0], texts.stream().map(text -> new Item(text, guess(text), "")).toList());
  }

  private static List<Item> inImport(
      ShellInternals internals, CellContext context, String typed, List<String> texts)
      throws ReflectiveOperationException {
    String qualifier =
        typed.replaceFirst("(?s)import\\s+(?:static\\s+)?", "").replaceAll("\\w*$", "");
    return internals.analyse(
        internals.wrap(context, ";", 0),
        analysed ->
            texts.stream()
                .map(text -> {
                  TypeElement type =
                      texts.size() > MOST_IMPORTS || text.endsWith(".")
                          ? null
                          : analysed.task().getElements().getTypeElement(qualifier + text);
                  return type == null
                      ? new Item(text, kindOfMember(analysed, qualifier, text), "")
                      : new Item(text, Declarations.kind(type), qualifier + text);
                })
                .toList());
  }

  /// What a static import brings.
  private static String kindOfMember(Analysed analysed, String qualifier, String name) {
    TypeElement owner =
        qualifier.endsWith(".")
            ? analysed
                .task()
                .getElements()
                .getTypeElement(qualifier.substring(0, qualifier.length() - 1))
            : null;
    return owner == null
        ? guess(name)
        : owner.getEnclosedElements().stream()
            .filter(e -> e.getSimpleName().contentEquals(name))
            .findFirst()
            .map(Declarations::kind)
            .orElseGet(() -> guess(name));
  }

  private List<Item> inCode(
      ShellInternals internals, CellContext context, String typed, int word, Set<String> own)
      throws ReflectiveOperationException {
    boolean annotation = typed.substring(0, word).endsWith("@");
    // JShell offers nothing behind an @, and all types without it.
    String before = annotation ? typed.substring(0, word - 1) + " " : typed.substring(0, word);
    String prefix = typed.substring(word);
    boolean reference = before.stripTrailing().endsWith("::");
    // Where a statement may begin, an empty one brings what is declared above it into scope.
    boolean atStart = before.isBlank() || before.matches("(?s).*(?:[;{}]|->)\\s*");
    String code = before + (atStart ? ";" : reference ? NAME : "");
    boolean member = reference || before.stripTrailing().endsWith(".");
    boolean made = before.matches("(?s).*\\bnew\\s+");
    return internals.analyse(
        internals.wrap(context, code, word),
        (analysed, jshell) -> {
          Optional<NamesInScope> inScope = NamesInScope.at(analysed, jshell);
          Scopes scopes;
          List<String> texts;
          if (inScope.isPresent()) {
            scopes = Scopes.at(analysed, e -> e.getSimpleName().toString().startsWith(prefix));
            texts = Candidate.texts(inScope.get().candidates(scopes, prefix), prefix, own);
          } else {
            texts = Candidate.texts(Candidate.of(jshell.suggestions()), prefix, own);
            Set<String> suggested = Candidate.names(texts);
            scopes =
                Scopes.at(
                    analysed,
                    e ->
                        suggested.contains(e.getSimpleName().toString())
                            || e.getSimpleName().toString().startsWith(prefix)
                                && (member || !made && Scopes.isLocal(e)));
          }
          Set<String> names = Candidate.names(texts);
          Types types = analysed.task().getTypes();
          List<Item> items = new ArrayList<>();
          if (member
              && scopes.site() instanceof DeclaredType
              && !before.matches("(?s).*\\b(?:this|super)\\.\\s*")) {
            Trees trees = Trees.instance(analysed.task());
            Scope scope = trees.getScope(analysed.path());
            // JShell offers what is protected too, and overloads that nobody can call.
            texts.removeIf(
                text -> !scopes.keepIf(text, e -> isAccessible(trees, scope, e, scopes)));
            texts.replaceAll(text -> takesNothing(scopes.of(text)) ? closed(text) : text);
          }
          if (reference || scopes.site() instanceof TypeVariable) {
            // JShell offers static methods only, and nothing of type variables.
            items.addAll(members(analysed, scopes, types, reference));
          } else if (!member && !made) {
            scopes
                .locals()
                .forEach(e -> items.add(item(e.getSimpleName().toString(), scopes, types)));
          }
          texts.forEach(text -> items.add(item(text, scopes, types)));
          if (!member) {
            unimported.beginning(prefix, names, analysed.task().getElements()).stream()
                .filter(
                    item -> !made || item.type().equals("class") || item.type().equals("record"))
                .forEach(items::add);
          }
          if (annotation) {
            items.removeIf(item -> !item.type().equals("annotation"));
          }
          return items;
        });
  }

  private static List<Item> members(
      Analysed analysed, Scopes scopes, Types types, boolean reference) {
    Trees trees = Trees.instance(analysed.task());
    Scope scope = trees.getScope(analysed.path());
    List<Item> items = new ArrayList<>();
    scopes
        .byName()
        .forEach((name, elements) -> {
          List<Element> methods =
              elements.stream()
                  .filter(e -> e.getKind() == ElementKind.METHOD)
                  .filter(e -> isAccessible(trees, scope, e, scopes))
                  .toList();
          if (!methods.isEmpty()) {
            boolean parameters =
                methods.stream().anyMatch(e -> !((ExecutableElement) e).getParameters().isEmpty());
            Item called = item(name + (parameters ? "(" : "()"), scopes, types);
            items.add(reference ? new Item(name, called.type(), called.signature()) : called);
          }
        });
    items.sort(Comparator.comparing(Item::text));
    return items;
  }

  private static boolean isAccessible(Trees trees, Scope scope, Element member, Scopes scopes) {
    return scopes.site() instanceof DeclaredType site
        ? trees.isAccessible(scope, member, site)
        : member.getEnclosingElement().asType() instanceof DeclaredType owner
            && trees.isAccessible(scope, member, owner);
  }

  private static Item item(String text, Scopes scopes, Types types) {
    List<Element> meant = scopes.of(text);
    if (meant.isEmpty()) {
      return scopes.site() instanceof ArrayType && text.equals("length")
          ? new Item(text, "property", "int")
          : new Item(text, guess(text), "");
    }
    Element first = meant.getFirst();
    String signature = Declarations.signature(first, scopes.site(), types);
    int more = meant.size() - 1;
    boolean overloaded = more > 0 && isCode(first);
    String kind =
        first.getKind() == ElementKind.CONSTRUCTOR
            ? Declarations.kind(first.getEnclosingElement())
            : Declarations.kind(first);
    return new Item(text, kind, overloaded ? signature + "  +" + more : signature);
  }

  private static boolean takesNothing(List<Element> meant) {
    return !meant.isEmpty()
        && meant.stream()
            .allMatch(e -> e instanceof ExecutableElement m && m.getParameters().isEmpty());
  }

  private static String closed(String text) {
    return text.endsWith("(") ? text + ")" : text;
  }

  private static boolean isCode(Element element) {
    return element.getKind() == ElementKind.METHOD || element.getKind() == ElementKind.CONSTRUCTOR;
  }

  /// What the notebook has declared.
  private static Set<String> names(JShell jshell) {
    return jshell
        .snippets()
        .filter(DeclarationSnippet.class::isInstance)
        .map(snippet -> ((DeclarationSnippet) snippet).name())
        .collect(Collectors.toSet());
  }

  /// The kind where the compiler does not tell.
  private static String guess(String text) {
    if (text.endsWith(".") || text.contains(".")) {
      return "module";
    }
    if (javax.lang.model.SourceVersion.isKeyword(text)) {
      return "keyword";
    }
    return text.endsWith("(") || text.endsWith(")")
        ? "function"
        : Character.isUpperCase(text.charAt(0)) ? "class" : "property";
  }
}
