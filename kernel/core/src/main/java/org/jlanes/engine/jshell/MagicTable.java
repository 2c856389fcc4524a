package org.jlanes.engine.jshell;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jlanes.engine.source.CellSegment;
import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.engine.Services;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;
import org.jlanes.runtime.magic.Nearest;
import org.jlanes.runtime.scope.Scope;

/// The magics there are: the kernel's and those of the user's jars, found by `ServiceLoader`.
/// Called on the thread of the running cell, and by completion when none runs.
public final class MagicTable {
  /// What the magics of other kernels are here.
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("addmavendependency", "%maven GROUP:ARTIFACT:VERSION"),
          Map.entry("addmavendependencies", "%maven GROUP:ARTIFACT:VERSION …"),
          Map.entry("dependency", "%maven GROUP:ARTIFACT:VERSION"),
          Map.entry("loadfrompom", "%maven GROUP:ARTIFACT:VERSION …"),
          Map.entry("mavenrepo", "%maven --repo URL GROUP:ARTIFACT:VERSION"),
          Map.entry("addmavenrepo", "%maven --repo URL GROUP:ARTIFACT:VERSION"),
          Map.entry("classpath", "%jars FILE …"),
          Map.entry("addjar", "%jars FILE …"),
          Map.entry("timeit", "%time"),
          Map.entry("cd", "a script's, with %%bash; the kernel stays in its folder"),
          Map.entry("ls", "%%bash"),
          Map.entry("pwd", "%%bash"),
          Map.entry("sh", "%%bash"),
          Map.entry("system", "%%bash"),
          Map.entry("pip", "%%bash, for Python; Java libraries come with %maven"));

  private final UserLoader userLoader;
  private final List<Magic> kernels;
  private int knownEntries = -1;
  private List<Magic> users = List.of();

  MagicTable(ClassLoader kernel, UserLoader userLoader) {
    this.userLoader = userLoader;
    this.kernels = Services.of(Magic.class, kernel);
  }

  /// All magics; one of a user's jar comes before the kernel's of the same name.
  public synchronized List<Magic> all() {
    int entries = userLoader.classPath().size();
    if (entries != knownEntries) {
      users = Services.of(Magic.class, userLoader);
      knownEntries = entries;
    }
    return Stream.concat(users.stream(), kernels.stream()).toList();
  }

  private Optional<Magic> find(String name) {
    return all().stream()
        .filter(m -> m.name().equals(name) || m.aliases().contains(name))
        .findFirst();
  }

  /// Runs a magic of a cell.
  MagicResult run(CellSegment.Magic use, String cell, NotebookEngine engine, Scope scope)
      throws Exception {
    String signs = use.cellMagic() ? "%%" : "%";
    int nameEnd = use.headerStart();
    Magic magic =
        find(use.name())
            .orElseThrow(() ->
                new MagicError(
                    "there is no magic " + signs + use.name(),
                    use.start(),
                    nameEnd,
                    neighbours(use.name(), use.cellMagic())));
    checkForm(magic, use, cell);
    MagicCall call =
        new MagicCall(
            use.name(),
            use.cellMagic(),
            cell,
            use.headerStart(),
            use.headerEnd(),
            use.bodyStart(),
            use.bodyEnd(),
            engine,
            scope);
    if (magic.asksForHelp(call)) {
      System.out.println(magic.help().stripTrailing());
      return MagicResult.none();
    }
    return magic.run(call);
  }

  private static void checkForm(Magic magic, CellSegment.Magic use, String cell) throws MagicError {
    String name = use.name();
    if (use.cellMagic() && magic.kind() == Magic.Kind.LINE) {
      throw new MagicError(
          "%" + name + " is a line magic", use.start(), use.headerStart(), "Write %" + name + ".");
    }
    if (!use.cellMagic() && magic.kind() == Magic.Kind.CELL) {
      throw new MagicError(
          "%%" + name + " is a cell magic",
          use.start(),
          use.headerStart(),
          "Write %%" + name + " as the first line of a cell.");
    }
    if (use.cellMagic() && !cell.substring(0, use.start()).isBlank()) {
      throw new MagicError(
          "%%" + name + " must stand on the first line of its cell",
          use.start(),
          use.headerStart(),
          "Move it, with its body, to a cell of its own.");
    }
  }

  private String neighbours(String name, boolean cellMagic) {
    List<String> known =
        all().stream()
            .filter(m -> m.kind() != (cellMagic ? Magic.Kind.LINE : Magic.Kind.CELL))
            .flatMap(m -> Stream.concat(Stream.of(m.name()), m.aliases().stream()))
            .toList();
    String elsewhere = ELSEWHERE.get(name.toLowerCase(Locale.ROOT));
    if (elsewhere != null) {
      return "Here that is " + elsewhere + ".\n%lsmagic lists them all.";
    }
    List<String> near =
        Nearest.to(name, known).stream().map(word -> (cellMagic ? "%%" : "%") + word).toList();
    String list = near.isEmpty() ? "" : "Nearest: " + String.join(", ", near) + ".\n";
    return list + "%lsmagic lists them all.";
  }
}
