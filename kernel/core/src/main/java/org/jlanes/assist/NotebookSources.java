package org.jlanes.assist;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import org.jlanes.engine.jshell.Analysis;
import org.jlanes.runtime.engine.MappedSource;

/// The source of what the notebook itself defines, with the comment above it. For the thread that
/// has JShell.
final class NotebookSources {
  private final JShell jshell;
  private final Analysis analysis;

  NotebookSources(JShell jshell, Analysis analysis) {
    this.jshell = jshell;
    this.analysis = analysis;
  }

  /// A definition.
  ///
  /// @param comment the comment above it with its marks, may be empty
  /// @param declaration its text
  /// @param members the names that lead from it to the element that was asked for
  /// @param parameters how many parameters that has if it is a method, else -1
  record Source(String comment, String declaration, List<String> members, int parameters) {
    /// Comment and declaration.
    String text() {
      return comment + "\n" + declaration;
    }
  }

  /// The source of an element; empty if it is not the notebook's or its source is not known.
  Optional<Source> of(Element element) {
    Deque<Element> owners = new ArrayDeque<>();
    for (Element at = element; at != null; at = at.getEnclosingElement()) {
      if (at instanceof TypeElement type
          && type.getQualifiedName().toString().startsWith("REPL.$")
          && type.getEnclosingElement().getKind() == ElementKind.PACKAGE) {
        return owners.isEmpty() ? Optional.empty() : source(type, owners, element);
      }
      owners.push(at);
    }
    return Optional.empty();
  }

  private Optional<Source> source(TypeElement wrapper, Deque<Element> owners, Element element) {
    String name = owners.pop().getSimpleName().toString();
    List<String> members = new ArrayList<>();
    owners.forEach(e ->
        members.add(
            e.getKind() == ElementKind.CONSTRUCTOR ? "<init>" : e.getSimpleName().toString()));
    int parameters =
        element instanceof ExecutableElement method ? method.getParameters().size() : -1;
    return jshell
        .snippets()
        .filter(s -> jshell.status(s).isActive())
        .filter(s -> s instanceof DeclarationSnippet d && d.name().equals(name))
        .filter(s -> !(s instanceof MethodSnippet) || isIn(s, wrapper))
        .findFirst()
        .map(s -> new Source(comment(s), s.source().strip(), members, parameters));
  }

  /// Methods of one name may be several.
  private boolean isIn(Snippet snippet, TypeElement wrapper) {
    return jshell
        .sourceCodeAnalysis()
        .wrapper(snippet)
        .fullClassName()
        .equals(wrapper.getQualifiedName().toString());
  }

  private String comment(Snippet snippet) {
    Optional<MappedSource> origin = analysis.origin(snippet, jshell);
    return origin
        .map(source -> {
          int at = source.text().indexOf(snippet.source().strip());
          return at < 0 ? "" : DocComment.before(source.cell(), source.toCell(at));
        })
        .orElse("");
  }
}
