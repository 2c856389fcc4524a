package org.jlanes.assist;

import com.sun.source.doctree.AttributeTree;
import com.sun.source.doctree.BlockTagTree;
import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.IndexTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.RawTextTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.SinceTree;
import com.sun.source.doctree.SnippetTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.SummaryTree;
import com.sun.source.doctree.SystemPropertyTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.UnknownBlockTagTree;
import com.sun.source.doctree.UnknownInlineTagTree;
import com.sun.source.doctree.ValueTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A parsed comment as HTML that is safe to show: elements of text and their links, nothing else.
final class DocHtml {
  private static final Set<String> ELEMENTS =
      Set.of(
          "a",
          "b",
          "blockquote",
          "br",
          "caption",
          "code",
          "dd",
          "div",
          "dl",
          "dt",
          "em",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "hr",
          "i",
          "kbd",
          "li",
          "ol",
          "p",
          "pre",
          "q",
          "s",
          "samp",
          "small",
          "span",
          "strong",
          "sub",
          "sup",
          "table",
          "tbody",
          "td",
          "th",
          "thead",
          "tr",
          "tt",
          "u",
          "ul",
          "var");

  /// Stands for an inline tag in a text of Markdown.
  private static final String PLACE = "\uFFFC";

  private final DocComment comments;
  private final StringBuilder html = new StringBuilder();

  private DocHtml(DocComment comments) {
    this.comments = comments;
  }

  /// Body and block tags.
  ///
  /// @param comments reads the HTML that Markdown becomes
  static String of(DocCommentTree comment, DocComment comments) {
    DocHtml it = new DocHtml(comments);
    it.all(comment.getFullBody());
    it.blocks(comment.getBlockTags());
    return it.html.toString().strip();
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private void all(List<? extends DocTree> trees) {
    if (trees.stream().noneMatch(RawTextTree.class::isInstance)) {
      trees.forEach(this::one);
      return;
    }
    StringBuilder markdown = new StringBuilder();
    List<String> tags = new ArrayList<>();
    for (DocTree tree : trees) {
      if (tree instanceof RawTextTree raw) {
        markdown.append(raw.getContent());
      } else {
        DocHtml tag = new DocHtml(comments);
        tag.one(tree);
        tags.add(tag.html.toString());
        markdown.append(PLACE);
      }
    }
    String made = comments.markdown(markdown.toString()).strip();
    boolean single = made.startsWith("<p>") && made.indexOf("<p>", 1) < 0 && made.endsWith("</p>");
    String text = single ? made.substring(3, made.length() - 4) : made;
    for (String tag : tags) {
      int place = text.indexOf(PLACE);
      if (place >= 0) {
        text = text.substring(0, place) + tag + text.substring(place + 1);
      }
    }
    html.append(text);
  }

  private void one(DocTree tree) {
    switch (tree) {
      case TextTree text -> html.append(escaped(text.getBody()));
      case RawTextTree raw -> html.append(escaped(raw.getContent()));
      case EntityTree entity -> html.append(entity);
      case StartElementTree start -> start(start);
      case EndElementTree end -> end(end.getName().toString().toLowerCase(Locale.ROOT));
      case LiteralTree literal -> literal(literal);
      case LinkTree link -> link(link);
      case ReturnTree returns -> {
        html.append("Returns ");
        all(returns.getDescription());
        html.append('.');
      }
      case SummaryTree summary -> all(summary.getSummary());
      case IndexTree index -> one(index.getSearchTerm());
      case SystemPropertyTree property -> code(property.getPropertyName().toString());
      case ValueTree value ->
          code(value.getReference() == null ? "" : value.getReference().getSignature());
      case SnippetTree snippet -> {
        if (snippet.getBody() != null) {
          html.append("<pre><code>")
              .append(escaped(snippet.getBody().getBody().stripIndent().strip()))
              .append("</code></pre>");
        }
      }
      case UnknownInlineTagTree unknown -> all(unknown.getContent());
      default -> {
        // Comments, and tags that mean nothing here.
      }
    }
  }

  private void start(StartElementTree start) {
    String name = start.getName().toString().toLowerCase(Locale.ROOT);
    if (!ELEMENTS.contains(name)) {
      return;
    }
    html.append('<').append(name);
    for (DocTree attribute : start.getAttributes()) {
      if (name.equals("a")
          && attribute instanceof AttributeTree href
          && href.getName().contentEquals("href")) {
        String target = href.getValue() == null ? "" : plain(href.getValue());
        if (target.matches("https?://.*")) {
          html.append(" href=\"").append(escaped(target)).append('"');
        }
      }
    }
    html.append('>');
  }

  private static String plain(List<? extends DocTree> trees) {
    StringBuilder text = new StringBuilder();
    trees.forEach(text::append);
    return text.toString();
  }

  private void end(String name) {
    if (ELEMENTS.contains(name)) {
      html.append("</").append(name).append('>');
    }
  }

  private void literal(LiteralTree literal) {
    if (literal.getKind() == DocTree.Kind.CODE) {
      code(literal.getBody().getBody());
    } else {
      html.append(escaped(literal.getBody().getBody()));
    }
  }

  private void code(String text) {
    html.append("<code>").append(escaped(text)).append("</code>");
  }

  private void link(LinkTree link) {
    boolean plain = link.getKind() == DocTree.Kind.LINK_PLAIN;
    html.append(plain ? "" : "<code>");
    if (link.getLabel().isEmpty()) {
      html.append(escaped(reference(link.getReference().getSignature())));
    } else {
      all(link.getLabel());
    }
    html.append(plain ? "" : "</code>");
  }

  /// `java.util.List#of(Object)` as one reads it: `List.of(Object)`.
  private static String reference(String signature) {
    String text = signature.startsWith("#") ? signature.substring(1) : signature.replace('#', '.');
    return Declarations.simple(text);
  }

  private void blocks(List<? extends DocTree> tags) {
    html.append(tags.isEmpty() ? "" : "\n<dl>");
    for (DocTree tag : tags) {
      block(tag);
    }
    html.append(tags.isEmpty() ? "" : "</dl>");
  }

  private void block(DocTree tag) {
    switch (tag) {
      case ParamTree param ->
          item(
              "<code>"
                  + (param.isTypeParameter() ? "&lt;" + param.getName() + "&gt;" : param.getName())
                  + "</code>",
              param.getDescription());
      case ReturnTree returns -> item("returns", returns.getDescription());
      case ThrowsTree thrown ->
          item(
              "throws <code>"
                  + escaped(Declarations.simple(thrown.getExceptionName().getSignature()))
                  + "</code>",
              thrown.getDescription());
      case SinceTree since -> item("since", since.getBody());
      case DeprecatedTree deprecated -> item("deprecated", deprecated.getBody());
      case SeeTree see -> item("see", see.getReference());
      case BlockTagTree other -> {
        if (other instanceof UnknownBlockTagTree unknown
            && List.of("apiNote", "implNote", "implSpec").contains(unknown.getTagName())) {
          item(unknown.getTagName(), unknown.getContent());
        }
      }
      default -> {
        // A mistake in the comment.
      }
    }
  }

  private void item(String what, List<? extends DocTree> description) {
    html.append("\n<dt>").append(what).append("</dt><dd>");
    if (!description.isEmpty() && description.getFirst() instanceof ReferenceTree reference) {
      code(reference(reference.getSignature()));
    } else {
      all(description);
    }
    html.append("</dd>");
  }
}
