package org.jlanes.engine.jshell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/// Which piece of which cell a class of the notebook was made of, and from there the cell line of a
/// stack frame. Changed by the engine thread only.
///
/// Of classes that have been unloaded the latest are remembered: a stack trace may be older than
/// its exception's last use and names classes without holding them.
final class Origins {
  /// `REPL.$JShell$12` with a letter from the second version on, then the user's own classes.
  private static final Pattern WRAPPER =
      Pattern.compile("(REPL\\.\\$JShell\\$(\\d+)[A-Z]*)(\\$.*)?");

  /// How many classes are remembered after they were unloaded.
  static final int UNLOADED = 50;

  private final Map<String, Unit> units = new ConcurrentHashMap<>();
  private final Map<String, Snippet> snippets = new HashMap<>();

  /// For classes of JShell, those that have their code in this evaluation.
  private final Map<String, String> standIns = new HashMap<>();

  /// Of classes that JShell knows nothing of.
  private final Map<String, PlainCompiler.Plain> plain = new HashMap<>();

  private final Map<String, Unit> latest = new HashMap<>();
  private final Set<String> unloaded = new LinkedHashSet<>();
  private final List<String> justLoaded = new ArrayList<>();
  private Unit current;

  /// A place in a cell.
  ///
  /// @param offset UTF-16 offset in the cell's text
  record Place(Unit unit, int offset, int line, String text) {}

  /// The next classes belong to this unit.
  void begin(Unit unit) {
    current = unit;
    justLoaded.clear();
    standIns.clear();
  }

  /// Called before any code of the classes runs.
  void loaded(List<String> names) {
    for (String name : names) {
      Matcher m = WRAPPER.matcher(name);
      if (m.matches() && m.group(3) == null) {
        justLoaded.add(name);
      }
      topOf(name)
          .ifPresent(top -> {
            unloaded.remove(top);
            units.putIfAbsent(top, current);
          });
    }
  }

  /// Takes note of a class that has the code of one of JShell's.
  void standsFor(String name, String wrapper) {
    standIns.put(wrapper, name);
  }

  /// Takes note of code that JShell knows nothing of. Called before it runs, after [#begin].
  void begin(PlainCompiler.Plain code) {
    plain.put(code.className(), code);
  }

  /// Takes note of classes that have been unloaded.
  void forget(List<String> tops) {
    unloaded.addAll(tops);
    if (unloaded.size() <= UNLOADED) {
      return;
    }
    Iterator<String> oldest = unloaded.iterator();
    while (unloaded.size() > UNLOADED) {
      String top = oldest.next();
      oldest.remove();
      snippets.remove(top);
      plain.remove(top);
      units.remove(top);
    }
    Set<String> indexes = new HashSet<>();
    for (String top : units.keySet()) {
      Matcher m = WRAPPER.matcher(top);
      if (m.matches()) {
        indexes.add(m.group(2));
      }
    }
    latest.keySet().retainAll(indexes);
  }

  /// How many classes are known.
  int size() {
    return Math.max(units.size(), Math.max(snippets.size(), latest.size()));
  }

  /// Tells the classes of the current snippet from those that were only made again because they
  /// depend on it.
  ///
  /// @param main the class of the current snippet, empty if it has no code to run
  void settle(String main, JShell jshell) {
    for (String name : justLoaded) {
      Matcher m = WRAPPER.matcher(name);
      if (!m.matches()) {
        continue;
      }
      String index = m.group(2);
      boolean dependent =
          !name.equals(main) && latest.containsKey(index) && !isCurrent(name, jshell);
      if (dependent) {
        units.put(name, latest.get(index));
      } else {
        latest.put(index, current);
      }
    }
    justLoaded.clear();
  }

  /// Takes note of the class of a snippet that has just been evaluated.
  void remember(Snippet snippet, JShell jshell) {
    // A snippet that was refused or overwritten may have the class name of one that is in force.
    if (jshell.status(snippet).isDefined()) {
      String top = jshell.sourceCodeAnalysis().wrapper(snippet).fullClassName();
      if (units.containsKey(top)) {
        snippets.put(top, snippet);
      }
      String other = standIns.get(top);
      if (other != null) {
        snippets.put(other, snippet);
      }
    }
  }

  private boolean isCurrent(String name, JShell jshell) {
    Snippet snippet = snippetOf(name, jshell);
    return snippet != null && current.source().text().contains(snippet.source().strip());
  }

  private Snippet snippetOf(String top, JShell jshell) {
    return snippets.computeIfAbsent(
        top,
        wanted ->
            jshell
                .snippets()
                .filter(s -> jshell.status(s).isActive())
                .filter(s -> {
                  String name = jshell.sourceCodeAnalysis().wrapper(s).fullClassName();
                  return standIns.getOrDefault(name, name).equals(wanted);
                })
                .findFirst()
                .orElse(null));
  }

  /// What a snippet in force was made of, on the engine thread.
  Optional<Unit> unit(Snippet snippet, JShell jshell) {
    return Optional.ofNullable(
        units.get(jshell.sourceCodeAnalysis().wrapper(snippet).fullClassName()));
  }

  /// Whether a class is one of the notebook's. Any thread.
  boolean knows(String binaryName) {
    return topOf(binaryName).map(units::containsKey).orElse(false);
  }

  private static Optional<String> topOf(String binaryName) {
    Matcher m = WRAPPER.matcher(binaryName);
    return m.matches() ? Optional.of(m.group(1)) : Optional.empty();
  }

  /// The place of a frame's line, on the engine thread.
  Optional<Place> locate(StackTraceElement frame, JShell jshell) {
    String top = topOf(frame.getClassName()).orElseThrow();
    Unit unit = units.get(top);
    if (unit == null || frame.getLineNumber() < 1) {
      return Optional.empty();
    }
    int offset;
    PlainCompiler.Plain code = plain.get(top);
    if (code != null) {
      offset = lineStart(code.text(), frame.getLineNumber()) - code.start();
    } else {
      Snippet snippet = snippetOf(top, jshell);
      if (snippet == null) {
        return Optional.empty();
      }
      SnippetWrapper wrapper = jshell.sourceCodeAnalysis().wrapper(snippet);
      offset = sourceOffset(wrapper, frame.getLineNumber());
    }
    int length = unit.source().text().length();
    return Optional.of(placeOf(unit, writtenFrom(unit, Math.clamp(offset, 0, length))));
  }

  /// The first text of the user on a line that may begin with generated text, such as `return`.
  private static int writtenFrom(Unit unit, int offset) {
    String text = unit.source().text();
    int at = offset;
    while (at < text.length() && text.charAt(at) != '\n') {
      if (unit.source().fromCell(at)) {
        return at;
      }
      at++;
    }
    return offset;
  }

  /// The place of an offset of a unit's text.
  static Place placeOf(Unit unit, int offset) {
    String cell = unit.source().cell();
    int at = Math.min(unit.source().toCell(offset), cell.length());
    int lineStart = cell.lastIndexOf('\n', at - 1) + 1;
    int lineEnd = cell.indexOf('\n', at);
    int line = 1 + (int) cell.substring(0, at).chars().filter(c -> c == '\n').count();
    return new Place(
        unit, at, line, cell.substring(lineStart, lineEnd < 0 ? cell.length() : lineEnd));
  }

  private static int lineStart(String text, int line) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      start = text.indexOf('\n', start) + 1;
    }
    return start;
  }

  /// The offset in the snippet of the first user text on a line of the generated class.
  private static int sourceOffset(SnippetWrapper wrapper, int line) {
    String generated = wrapper.wrapped();
    int start = lineStart(generated, line);
    int end = generated.indexOf('\n', start);
    end = end < 0 ? generated.length() : end;
    int first = -1;
    for (int at = start; at < end; at++) {
      if (Character.isWhitespace(generated.charAt(at))) {
        continue;
      }
      int source = wrapper.wrappedToSourcePosition(at);
      if (first < 0) {
        first = source;
      }
      if (source > 0) {
        return source;
      }
    }
    return Math.max(first, 0);
  }
}
