package org.jlanes.assist;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.jlanes.engine.Assist;
import org.jlanes.engine.Engine.Completeness;
import org.jlanes.engine.Engine.Completions;
import org.jlanes.engine.jshell.Analysis;
import org.jlanes.engine.source.JavaSplitter;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.magic.Magic;

/// Completion and documentation at a cursor. Any thread, but not while a cell runs.
public final class JavaAssist implements Assist {
  /// Signatures cost several milliseconds each, so they are looked up for short lists only.
  private static final int MOST_SIGNATURES = 8;

  private static final int MOST_CANDIDATES = 500;

  private final Analysis analysis;
  private final JavaSplitter splitter;
  private final MagicWords magics;
  private final CompletenessCheck completeness;
  private final Packages packages = new Packages();

  /// @param analysis the way to JShell
  /// @param magics the magics there are now
  public JavaAssist(Analysis analysis, JavaSplitter splitter, Supplier<List<Magic>> magics) {
    this.analysis = analysis;
    this.splitter = splitter;
    this.magics = new MagicWords(magics);
    this.completeness = new CompletenessCheck(splitter, magics);
  }

  @Override
  public Completeness isComplete(String code) {
    return completeness.check(code);
  }

  /// Completions at a cursor, those that fit the expected type first.
  @Override
  public Completions complete(String code, int cursor) {
    int at = Math.clamp(cursor, 0, code.length());
    Optional<Focus> focus = Focus.at(code, at, splitter);
    if (focus.isEmpty() || startsMagic(code, at)) {
      Optional<Completions> found = magics.complete(code, at);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return focus
        .map(f -> analysis.with(jshell -> complete(jshell, f)))
        .map(found ->
            found.start() > at ? none(at) : new Completions(found.start(), at, found.items()))
        .orElseGet(() -> none(at));
  }

  private static boolean startsMagic(String code, int cursor) {
    int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
    String line = code.substring(lineStart, cursor);
    return line.equals("%") || line.equals("%%");
  }

  private static Completions none(int cursor) {
    return new Completions(cursor, cursor, List.of());
  }

  private Completions complete(JShell jshell, Focus focus) {
    SourceCodeAnalysis source = jshell.sourceCodeAnalysis();
    String typed = focus.text().substring(0, focus.cursor());
    int word = Keywords.wordStart(typed);
    Set<String> keywords = new LinkedHashSet<>(Keywords.at(typed));
    Set<String> candidates = new LinkedHashSet<>();
    focus.names().stream()
        .filter(name -> name.startsWith(typed.substring(word)))
        .forEach(candidates::add);
    candidates.addAll(keywords);
    candidates.addAll(packages.at(typed));
    int[] anchor = {candidates.isEmpty() ? focus.cursor() : word};
    List<Suggestion> suggestions =
        source.completionSuggestions(focus.text(), focus.cursor(), anchor);
    if (anchor[0] != word && !suggestions.isEmpty()) {
      candidates.clear();
    }
    suggestions.stream()
        .sorted(
            Comparator.comparing((Suggestion s) -> !s.matchesType())
                .thenComparing(Suggestion::continuation))
        .limit(MOST_CANDIDATES)
        .forEach(s -> candidates.add(s.continuation().strip()));
    Set<String> variables =
        Stream.concat(jshell.variables().map(DeclarationSnippet::name), focus.names().stream())
            .collect(Collectors.toSet());
    String before = focus.text().substring(0, anchor[0]);
    List<Completions.Item> items = new ArrayList<>();
    for (String text : candidates) {
      boolean keyword = keywords.contains(text);
      String signature =
          candidates.size() <= MOST_SIGNATURES && !keyword ? signature(source, before + text) : "";
      String kind = keyword ? "keyword" : kind(text, before, variables);
      items.add(new Completions.Item(text, kind, signature));
    }
    return new Completions(anchor[0] + focus.shift(), anchor[0] + focus.shift(), items);
  }

  private static String signature(SourceCodeAnalysis source, String text) {
    String call = text.endsWith(")") ? text.substring(0, text.length() - 1) : text;
    return source.documentation(call, call.length(), false).stream()
        .map(Documentation::signature)
        .findFirst()
        .orElse("");
  }

  private static String kind(String text, String before, Set<String> variables) {
    if (text.endsWith("(") || text.endsWith(")")) {
      return Character.isUpperCase(text.charAt(0)) ? "class" : "function";
    }
    if (text.contains(".")) {
      return "module";
    }
    if (variables.contains(text)) {
      return "instance";
    }
    if (SourceVersion.isKeyword(text.strip())) {
      return "keyword";
    }
    if (Character.isUpperCase(text.charAt(0))) {
      return text.equals(text.toUpperCase(Locale.ROOT)) && before.endsWith(".")
          ? "property"
          : "class";
    }
    return before.endsWith(".") ? "property" : "instance";
  }

  /// What stands at a cursor: signatures, Javadoc, and at detail 1 the source of what the notebook
  /// declared. Null if nothing is known.
  @Override
  public MimeBundle inspect(String code, int cursor, int detail) {
    int at = Math.clamp(cursor, 0, code.length());
    Optional<Focus> focus = Focus.at(code, at, splitter);
    if (focus.isEmpty()) {
      return magics.inspect(code, at).orElse(null);
    }
    return analysis.with(jshell -> inspect(jshell, focus.get(), detail));
  }

  private static MimeBundle inspect(JShell jshell, Focus focus, int detail) {
    Word word = Word.at(focus.text(), focus.cursor());
    List<Documentation> found = documentation(jshell, focus.text(), word.end());
    if (found.isEmpty() && !word.text().isEmpty()) {
      // JShell knows methods by the parenthesis of their call only.
      String call = focus.text().substring(0, word.end()) + "(";
      found = documentation(jshell, call, call.length());
    }
    if (found.isEmpty() && word.call().isPresent()) {
      int call = word.call().getAsInt();
      found = documentation(jshell, focus.text().substring(0, call), call);
    }
    String own = detail > 0 ? source(jshell, word.text()) : "";
    return found.isEmpty() && own.isEmpty() ? null : Javadoc.bundle(found, own);
  }

  private static List<Documentation> documentation(JShell jshell, String text, int at) {
    return jshell.sourceCodeAnalysis().documentation(text, at, true);
  }

  private static String source(JShell jshell, String name) {
    StringBuilder text = new StringBuilder();
    jshell
        .snippets()
        .filter(s -> jshell.status(s).isActive())
        .filter(s -> s instanceof DeclarationSnippet d && d.name().equals(name))
        .forEach(s -> text.append(s.source()).append('\n'));
    return text.toString();
  }

  /// Loads what the first completion needs: the compiler's completion code and the class index.
  @Override
  public void warmUp() {
    analysis.with(jshell -> {
      SourceCodeAnalysis source = jshell.sourceCodeAnalysis();
      source.completionSuggestions("\"\".len", 6, new int[1]);
      return source.documentation("\"\".length(", 10, true);
    });
  }
}
