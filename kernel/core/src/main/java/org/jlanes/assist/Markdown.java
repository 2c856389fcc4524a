package org.jlanes.assist;

import java.lang.System.Logger.Level;
import java.lang.reflect.Method;

/// Markdown as HTML, by the JDK's own copy of commonmark, which is what the `javadoc` tool uses. It
/// is an internal package, exported to the kernel by its manifest; without it Markdown stays as it
/// was typed. Thread-safe.
final class Markdown {
  private static final System.Logger LOG = System.getLogger(Markdown.class.getName());
  private static final String COMMONMARK = "jdk.internal.org.commonmark.";

  private Object parser;
  private Object renderer;
  private Method parse;
  private Method render;

  Markdown() {
    try {
      Module module = ModuleLayer.boot().findModule("jdk.internal.md").orElseThrow();
      parser = built(module, COMMONMARK + "parser.Parser");
      renderer = built(module, COMMONMARK + "renderer.html.HtmlRenderer");
      parse = parser.getClass().getMethod("parse", String.class);
      Class<?> node = Class.forName(module, COMMONMARK + "node.Node");
      render = renderer.getClass().getMethod("render", node);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.WARNING, "Markdown in comments is shown as it is", e);
      parse = null;
    }
  }

  private static Object built(Module module, String type) throws ReflectiveOperationException {
    Object builder = Class.forName(module, type).getMethod("builder").invoke(null);
    return builder.getClass().getMethod("build").invoke(builder);
  }

  /// The text as HTML, which may have any elements that were in it.
  String html(String markdown) {
    if (parse == null) {
      return DocHtml.escaped(markdown);
    }
    try {
      return (String) render.invoke(renderer, parse.invoke(parser, markdown));
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.WARNING, "Markdown in a comment is shown as it is", e);
      return DocHtml.escaped(markdown);
    }
  }
}
