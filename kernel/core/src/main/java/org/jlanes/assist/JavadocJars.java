package org.jlanes.assist;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/// Reads comments out of the pages that the `javadoc` tool has made of a jar's sources, for jars
/// that have no sources beside them. Knows the pages of JDK 11 and later.
///
/// @param jars the pages
record JavadocJars(List<Path> jars) {
  private static final System.Logger LOG = System.getLogger(JavadocJars.class.getName());
  private static final Pattern BLOCK =
      Pattern.compile("<div class=\"block\">(.*?)</div>", Pattern.DOTALL);

  /// The comment of an element as HTML of any kind; empty if no page has it.
  Optional<String> comment(Element element, Elements elements, Types types) {
    TypeElement type =
        element instanceof TypeElement it
            ? it
            : element.getEnclosingElement() instanceof TypeElement owner ? owner : null;
    if (type == null || jars.isEmpty()) {
      return Optional.empty();
    }
    String packageName = elements.getPackageOf(type).getQualifiedName().toString();
    String name = type.getQualifiedName().toString();
    String page =
        packageName.isEmpty()
            ? name + ".html"
            : packageName.replace('.', '/')
                + "/"
                + name.substring(packageName.length() + 1)
                + ".html";
    for (Path jar : jars) {
      Optional<String> found =
          page(jar, page).flatMap(html -> comment(html, anchor(element, types)));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// The name of the section about an element: that of the type, `field`, `method(int,T[])`.
  private static String anchor(Element element, Types types) {
    return switch (element) {
      case ExecutableElement method ->
          (method.getKind() == ElementKind.CONSTRUCTOR ? "<init>" : method.getSimpleName())
              + method.getParameters().stream()
                  .map(p -> types.erasure(p.asType()).toString())
                  .collect(Collectors.joining(",", "(", ")"));
      case TypeElement _ -> "class-description";
      default -> element.getSimpleName().toString();
    };
  }

  private static Optional<String> comment(String html, String anchor) {
    // Dots are written for the rest of the arguments of a method, brackets in class files.
    String dotted = anchor.replaceFirst("\\[]\\)$", "...)");
    for (String id : List.of(anchor, dotted)) {
      String quoted = DocHtml.escaped(id);
      int section = html.indexOf("id=\"" + quoted + "\"");
      if (section < 0) {
        section = html.indexOf("id=\"" + id + "\"");
      }
      if (section >= 0) {
        int end = html.indexOf("</section>", section);
        Matcher block = BLOCK.matcher(html.substring(section, end < 0 ? html.length() : end));
        return block.find() ? Optional.of(block.group(1)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<String> page(Path jar, String name) {
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry entry = file.getEntry(name);
      if (entry == null) {
        // The pages of a module are in a folder with its name.
        entry =
            file.stream().filter(e -> e.getName().endsWith("/" + name)).findFirst().orElse(null);
      }
      if (entry == null) {
        return Optional.empty();
      }
      try (InputStream in = file.getInputStream(entry)) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "reading " + jar, e);
      return Optional.empty();
    }
  }
}
