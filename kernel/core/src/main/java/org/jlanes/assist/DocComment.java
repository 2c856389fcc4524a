package org.jlanes.assist;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Documentation comments, parsed by the compiler: it knows `/** */` with HTML and `///` with
/// Markdown, of which it makes HTML. Thread-safe.
final class DocComment {
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final Markdown markdown = new Markdown();

  /// The comment of a declaration in a source, as HTML; empty if it has none.
  ///
  /// @param source a declaration as it stands in a class, with the comment in front of it
  /// @param members the names that lead from it to the declaration that is meant: none for itself
  /// @param parameters how many parameters that has if it is a method, else -1
  Optional<String> html(String source, List<String> members, int parameters) {
    JavacTask task = task("class $Holder {\n" + source + "\n}");
    DocTrees trees = DocTrees.instance(task);
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      TreePath at = new TreePath(new TreePath(unit), unit.getTypeDecls().getFirst());
      List<? extends Tree> inside = ((ClassTree) at.getLeaf()).getMembers();
      if (inside.isEmpty()) {
        return Optional.empty();
      }
      TreePath found = new TreePath(at, inside.getFirst());
      for (int i = 0; i < members.size(); i++) {
        boolean last = i == members.size() - 1;
        Optional<TreePath> next = member(found, members.get(i), last ? parameters : -1);
        if (next.isEmpty()) {
          return Optional.empty();
        }
        found = next.get();
      }
      DocCommentTree comment = trees.getDocCommentTree(found);
      return Optional.ofNullable(comment).map(tree -> DocHtml.of(tree, this));
    } catch (IOException e) {
      // The source is in memory.
      throw new UncheckedIOException(e);
    }
  }

  /// The same for the text of a comment in HTML, without its marks.
  String html(String comment) {
    return html("/**\n" + comment.replace("*/", "*&#47;") + "\n*/ int it;", List.of(), -1)
        .orElse("");
  }

  /// Markdown without tags as HTML that is safe to show.
  String markdown(String text) {
    return page(markdown.html(text));
  }

  /// HTML without tags as HTML that is safe to show.
  String page(String html) {
    // What looks like a tag of Javadoc is none.
    return html(html.replace("@", "&#64;").replace("{", "&#123;"));
  }

  private static Optional<TreePath> member(TreePath in, String name, int parameters) {
    if (!(in.getLeaf() instanceof ClassTree type)) {
      return Optional.empty();
    }
    return type.getMembers().stream()
        .filter(member ->
            switch (member) {
              case ClassTree inner -> parameters < 0 && inner.getSimpleName().contentEquals(name);
              case MethodTree method ->
                  method.getName().contentEquals(name)
                      && method.getParameters().size() == parameters;
              case VariableTree field -> parameters < 0 && field.getName().contentEquals(name);
              default -> false;
            })
        .findFirst()
        .map(member -> new TreePath(in, member));
  }

  private JavacTask task(String source) {
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Holder.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    return (JavacTask)
        compiler.getTask(null, null, _ -> {}, List.of("-proc:none"), null, List.of(file));
  }

  /// The documentation comment that ends directly before a declaration, with its marks; empty if
  /// there is none.
  ///
  /// @param text the source
  /// @param declaration where the declaration begins in it
  static String before(String text, int declaration) {
    String above = text.substring(0, declaration).stripTrailing();
    if (above.endsWith("*/")) {
      int start = above.lastIndexOf("/*");
      return start >= 0 ? above.substring(start) : "";
    }
    List<String> lines = above.lines().toList();
    int first = lines.size();
    while (first > 0 && lines.get(first - 1).strip().startsWith("//")) {
      first--;
    }
    return lines.subList(first, lines.size()).stream()
        .map(String::strip)
        .collect(Collectors.joining("\n"));
  }
}
