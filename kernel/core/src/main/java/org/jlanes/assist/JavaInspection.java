package org.jlanes.assist;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import org.jlanes.assist.ShellInternals.Analysed;
import org.jlanes.assist.ShellInternals.Docs;
import org.jlanes.assist.ShellInternals.Wrapped;
import org.jlanes.runtime.display.MimeBundle;

/// Tells what a name in Java is: its declaration, its comment, for definitions of the notebook
/// their source. Used once, on the thread that has JShell.
final class JavaInspection {
  private static final System.Logger LOG = System.getLogger(JavaInspection.class.getName());
  private static final int MOST_OVERLOADS = 30;

  private final ShellInternals internals;
  private final NotebookSources notebook;
  private final SourceJars jars;
  private final DocComment comments;
  private final boolean withSource;

  /// @param withSource whether the source of the notebook's own is shown too
  JavaInspection(
      ShellInternals internals,
      NotebookSources notebook,
      SourceJars jars,
      DocComment comments,
      boolean withSource) {
    this.internals = internals;
    this.notebook = notebook;
    this.jars = jars;
    this.comments = comments;
    this.withSource = withSource;
  }

  /// What stands at the cursor; empty if nothing is known.
  Optional<MimeBundle> inspect(CellContext context) throws ReflectiveOperationException {
    Word word = Word.at(context.code(), context.cursor());
    if (context.isImport()) {
      return imported(context, word);
    }
    if (!word.text().isEmpty()) {
      Optional<MimeBundle> found = at(context, context.code(), word.nameEnd());
      if (found.isEmpty()) {
        // The rest may be what the compiler cannot make sense of.
        found = at(context, context.code().substring(0, word.nameEnd()) + "();", word.nameEnd());
      }
      if (found.isEmpty()) {
        found = at(context, context.code().substring(0, word.nameEnd()) + ";", word.nameEnd());
      }
      if (found.isPresent()) {
        return found;
      }
    }
    if (word.call().isEmpty()) {
      return Optional.empty();
    }
    int parenthesis = word.call().getAsInt() - 1;
    String callee = context.code().substring(0, parenthesis);
    int end = Word.withoutTypeArguments(callee.stripTrailing()).length();
    return end > 0 && Character.isJavaIdentifierPart(callee.charAt(end - 1))
        ? at(context, context.code(), end).or(() -> cut(context, end))
        : Optional.empty();
  }

  /// An import cannot stand where code is analysed; the name in it can.
  private Optional<MimeBundle> imported(CellContext context, Word word)
      throws ReflectiveOperationException {
    String name =
        context.code().substring(0, word.nameEnd()).replaceFirst("import\\s+(?:static\\s+)?", "");
    if (!name.contains(".")) {
      return Optional.empty();
    }
    Optional<MimeBundle> type = at(context, name + ".class;", name.length());
    return type.isPresent() ? type : at(context, name + "();", name.length());
  }

  private Optional<MimeBundle> cut(CellContext context, int end) {
    try {
      return at(context, context.code().substring(0, end) + "();", end);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<MimeBundle> at(CellContext context, String code, int end)
      throws ReflectiveOperationException {
    Wrapped wrapped = internals.wrap(context, code, end);
    return internals.analyse(wrapped, analysed -> told(analysed));
  }

  private Optional<MimeBundle> told(Analysed analysed) {
    List<Element> meant = meant(analysed);
    if (meant.isEmpty()) {
      return Optional.empty();
    }
    try (Docs docs = internals.docs(analysed.task())) {
      return Optional.of(shown(meant, docs, analysed.task()));
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.WARNING, "reading documentation", e);
      return Optional.empty();
    }
  }

  /// The element first that is certainly meant, then the other methods of its name.
  private static List<Element> meant(Analysed analysed) {
    TreePath path = analysed.path();
    while (path != null && !isName(path.getLeaf())) {
      path = path.getParentPath();
    }
    if (path == null) {
      return List.of();
    }
    Trees trees = Trees.instance(analysed.task());
    TreePath parent = path.getParentPath();
    TreePath named = path;
    if (parent != null && parent.getLeaf() instanceof ParameterizedTypeTree) {
      named = parent;
      parent = parent.getParentPath();
    }
    if (parent != null
        && parent.getLeaf() instanceof NewClassTree made
        && made.getIdentifier() == named.getLeaf()) {
      Element constructor = trees.getElement(parent);
      Element type = trees.getElement(path);
      return isKnown(type)
          ? withOverloads(isKnown(constructor) ? constructor : null, type, "<init>")
          : List.of();
    }
    Element element = trees.getElement(path);
    if (isKnown(element)) {
      return element instanceof ExecutableElement method
          ? withOverloads(method, method.getEnclosingElement(), method.getSimpleName().toString())
          : List.of(element);
    }
    boolean called =
        parent != null
            && parent.getLeaf() instanceof MethodInvocationTree call
            && call.getMethodSelect() == path.getLeaf();
    String name = name(path.getLeaf());
    Scopes scopes = Scopes.at(new Analysed(analysed.task(), analysed.unit(), path), Set.of(name));
    return scopes.of(called ? name + "(" : name).stream().filter(JavaInspection::isKnown).toList();
  }

  private static boolean isName(Tree tree) {
    return tree instanceof IdentifierTree
        || tree instanceof MemberSelectTree
        || tree instanceof MemberReferenceTree;
  }

  private static String name(Tree tree) {
    return switch (tree) {
      case IdentifierTree identifier -> identifier.getName().toString();
      case MemberSelectTree select -> select.getIdentifier().toString();
      case MemberReferenceTree reference -> reference.getName().toString();
      default -> "";
    };
  }

  private static boolean isKnown(Element element) {
    return element != null
        && element.asType().getKind() != TypeKind.ERROR
        && (element.getKind() != ElementKind.PACKAGE || !element.getEnclosedElements().isEmpty());
  }

  private static List<Element> withOverloads(Element first, Element type, String name) {
    Set<Element> all = new LinkedHashSet<>();
    if (first != null) {
      all.add(first);
    }
    for (Element member : ((TypeElement) type).getEnclosedElements()) {
      // A record has fields and components of the same names.
      if (member instanceof ExecutableElement && member.getSimpleName().contentEquals(name)) {
        all.add(member);
      }
    }
    return List.copyOf(all);
  }

  private MimeBundle shown(List<Element> meant, Docs docs, JavacTask task)
      throws ReflectiveOperationException {
    Element first = meant.getFirst();
    List<String> headers = new ArrayList<>();
    for (Element element : meant.stream().limit(MOST_OVERLOADS).toList()) {
      headers.add(header(element, docs));
    }
    List<String> others = headers.stream().skip(1).distinct().toList();
    Optional<NotebookSources.Source> own = notebook.of(first);
    String comment =
        own.isPresent()
            ? comments
                .html(own.get().text(), own.get().members(), own.get().parameters())
                .orElse("")
            : comment(first, docs, task);
    String source = withSource ? own.map(NotebookSources.Source::declaration).orElse("") : "";
    return bundle(headers.getFirst(), others, meant.size() - headers.size(), comment, source);
  }

  private String header(Element element, Docs docs) throws ReflectiveOperationException {
    Optional<String> known = jars.recent().headerOf(element);
    if (known.isPresent()) {
      return known.get();
    }
    boolean unnamed =
        element instanceof ExecutableElement method
            && method.getParameters().stream()
                .anyMatch(p -> p.getSimpleName().toString().matches("arg\\d+"));
    if (!unnamed) {
      return Declarations.header(element);
    }
    String header = Declarations.header(docs.fromSource(element));
    jars.recent().addHeader(element, header);
    return header;
  }

  private String comment(Element element, Docs docs, JavacTask task)
      throws ReflectiveOperationException {
    Optional<String> known = jars.recent().of(element);
    if (known.isPresent()) {
      return known.get();
    }
    String text = docs.comment(element);
    String html =
        text != null && !text.isBlank()
            ? comments.html(text)
            : jars.pages()
                .comment(element, task.getElements(), task.getTypes())
                .map(comments::page)
                .orElse("");
    jars.recent().add(element, html);
    return html;
  }

  private static MimeBundle bundle(
      String header, List<String> others, int more, String comment, String source) {
    StringBuilder html = new StringBuilder();
    StringBuilder text = new StringBuilder(header).append('\n');
    html.append("<pre><b>").append(DocHtml.escaped(header)).append("</b></pre>\n");
    if (!comment.isEmpty()) {
      html.append("<div>").append(comment).append("</div>\n");
      text.append('\n').append(HtmlText.of(comment).indent(4));
    }
    if (!source.isEmpty()) {
      html.append("<pre>").append(DocHtml.escaped(source)).append("</pre>\n");
      text.append('\n').append(source).append('\n');
    }
    if (!others.isEmpty()) {
      html.append("<p>Also:</p>\n<pre>");
      text.append("\nAlso:\n");
      others.forEach(other -> {
        html.append(DocHtml.escaped(other)).append('\n');
        text.append(other).append('\n');
      });
      if (more > 0) {
        html.append("… and ").append(more).append(" more\n");
        text.append("… and ").append(more).append(" more\n");
      }
      html.append("</pre>\n");
    }
    return MimeBundle.html(html.toString(), text.toString().stripTrailing());
  }
}
