package org.jlanes.engine.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;

/// Sees to it that a name is not imported and declared at once. JShell allows for that, and then
/// compiles nothing any more: in one file it is an error. For the thread that has JShell.
///
/// @param jshell the shell
record NameClashes(JShell jshell) {
  private static final Pattern DECLARED =
      Pattern.compile("\\b(?:class|record|enum|interface)\\s+(\\w+)");

  private static final Pattern IMPORTED =
      Pattern.compile("\\s*import\\s+[\\w.]+\\.(\\w+)\\s*;?\\s*");

  /// Forgets the import of a type whose name code is about to declare: what comes last counts.
  List<SnippetEvent> makeRoom(String code) {
    Matcher declared = DECLARED.matcher(code);
    if (!declared.find()) {
      return List.of();
    }
    List<ImportSnippet> same =
        jshell
            .imports()
            .filter(i -> i.subKind() == Snippet.SubKind.SINGLE_TYPE_IMPORT_SUBKIND)
            .filter(i -> i.name().equals(declared.group(1)))
            .toList();
    List<SnippetEvent> events = new ArrayList<>();
    if (!same.isEmpty()
        && jshell.sourceCodeAnalysis().sourceToSnippets(code).stream()
            .anyMatch(
                s -> s instanceof TypeDeclSnippet t && t.name().equals(same.getFirst().name()))) {
      same.forEach(imported -> events.addAll(jshell.drop(imported)));
    }
    return events;
  }

  /// The class of the notebook that has the name of a type which code is about to import.
  Optional<String> ofImport(String code) {
    Matcher imported = IMPORTED.matcher(code);
    return !imported.matches()
        ? Optional.empty()
        : jshell
            .types()
            .filter(type -> jshell.status(type).isActive())
            .map(TypeDeclSnippet::name)
            .filter(imported.group(1)::equals)
            .findFirst();
  }
}
