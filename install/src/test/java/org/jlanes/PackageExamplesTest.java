package org.jlanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The `package-info` of every package: it has an example, and that compiles, or it says that the
/// package is internal.
///
/// An example is a class, a method, or statements, after imports of its own. It sees its package
/// and java.base.
final class PackageExamplesTest {
  private static final Path ROOT = Path.of(System.getProperty("jlanes.root")).toAbsolutePath();
  private static final Pattern FENCE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\n");
  private static final Pattern TYPE =
      Pattern.compile("(?:public |final )*(?:class|record|interface|enum) \\w.*", Pattern.DOTALL);
  private static final Pattern METHOD =
      Pattern.compile("\\w+ \\w+\\([^()]*\\)(?: throws \\w+)? \\{\n.*", Pattern.DOTALL);

  @TempDir Path folder;

  private static List<Path> packageInfos() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String part : new String[] {"kernel", "magics", "install"}) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(part))) {
        files
            .filter(file -> file.endsWith("package-info.java"))
            .filter(file -> file.toString().contains("/src/main/java/"))
            .sorted()
            .forEach(found::add);
      }
    }
    assertTrue(found.size() > 25, found.toString());
    return found;
  }

  /// The text of a comment in Markdown.
  private static String comment(String source) {
    return source
        .lines()
        .filter(line -> line.startsWith("///"))
        .map(line -> line.substring(3).replaceFirst("^ ", "") + "\n")
        .collect(Collectors.joining());
  }

  /// An example as a source file.
  private static final class Example extends SimpleJavaFileObject {
    private final String text;

    Example(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static Example example(String packageName, String code, int number) {
    Matcher imports = IMPORT.matcher(code);
    String head =
        imports.results().map(found -> found.group()).collect(Collectors.joining())
            + "import module java.base;\nimport "
            + packageName
            + ".*;\n";
    String rest = imports.replaceAll("").strip();
    String name = "Example" + number;
    if (TYPE.matcher(rest).matches()) {
      return new Example(name, head + rest.replaceFirst("^public ", ""));
    }
    String body =
        METHOD.matcher(rest).matches()
            ? rest
            : "void example() throws Exception {\n" + rest + "\n}";
    return new Example(name, head + "class " + name + " {\n" + body + "\n}\n");
  }

  @Test
  void theExamplesCompile() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (Path file : packageInfos()) {
      String source = Files.readString(file);
      Matcher packageName = PACKAGE.matcher(source);
      assertTrue(packageName.find(), file.toString());
      FENCE
          .matcher(comment(source))
          .results()
          .forEach(fence ->
              examples.add(example(packageName.group(1), fence.group(1), examples.size())));
    }
    assertTrue(examples.size() > 12, "examples: " + examples.size());

    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    var task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null,
                null,
                told,
                List.of(
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    folder.toString()),
                null,
                examples);

    assertTrue(task.call(), () -> mistakes(told));
  }

  private static String mistakes(DiagnosticCollector<JavaFileObject> told) {
    StringBuilder text = new StringBuilder();
    for (Diagnostic<? extends JavaFileObject> each : told.getDiagnostics()) {
      if (each.getKind() == Diagnostic.Kind.ERROR && each.getSource() instanceof Example example) {
        text.append(each.getMessage(Locale.ROOT))
            .append("\n  in line ")
            .append(each.getLineNumber())
            .append(" of\n")
            .append(example.text)
            .append('\n');
      }
    }
    return text.toString();
  }

  @Test
  void aPackageWithoutAnExampleSaysThatItIsInternal() throws IOException {
    List<String> bare = new ArrayList<>();
    for (Path file : packageInfos()) {
      String text = comment(Files.readString(file));
      if (!FENCE.matcher(text).find()
          && !Pattern.compile("(?m)^Internal\\b").matcher(text).find()) {
        bare.add(ROOT.relativize(file).toString());
      }
    }
    assertEquals(List.of(), bare);
  }

  @Test
  void everyPackageExplainsItself() throws IOException {
    List<Path> silent = new ArrayList<>();
    for (String part : new String[] {"kernel", "magics", "install"}) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(part))) {
        files
            .filter(file -> file.toString().contains("/src/main/java/"))
            .filter(file -> file.toString().endsWith(".java"))
            .map(Path::getParent)
            .distinct()
            .filter(each -> !Files.exists(each.resolve("package-info.java")))
            .forEach(silent::add);
      }
    }
    assertEquals(List.of(), silent);
  }
}
