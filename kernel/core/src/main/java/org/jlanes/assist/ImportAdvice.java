package org.jlanes.assist;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jlanes.engine.names.ClassIndex;
import org.jlanes.engine.names.Similar;
import org.jlanes.engine.names.UnknownName;

/// What may have been meant by an import that the compiler has refused.
final class ImportAdvice {
  private static final Pattern IMPORT =
      Pattern.compile("\\s*import\\s+(?:(module|static)\\s+)?([\\w.$]+?)(\\.\\*)?\\s*;?\\s*");

  private ImportAdvice() {}

  /// What is wrong with the import and what it may have meant; empty where that is not known.
  static Optional<UnknownName> on(String code, ClassIndex index, Elements elements) {
    Matcher matcher = IMPORT.matcher(code);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String name = matcher.group(2);
    List<String> meant =
        switch (matcher.group(1)) {
          case "module" -> Similar.to(name, modules());
          case "static" -> members(name, matcher.group(3) != null, index, elements);
          case null, default -> new PackageNames(index, elements).meant(name);
        };
    String end = matcher.group(3) == null ? "" : ".*";
    boolean packageIsMissing = !"module".equals(matcher.group(1)) && !isBegun(name, index);
    return Optional.of(
        new UnknownName(
            matcher.start(2),
            name,
            List.of(),
            meant.stream().map(one -> one + end).toList(),
            meant.isEmpty() && packageIsMissing
                ? "%maven GROUP:ARTIFACT:VERSION adds a library, %jars a file."
                : ""));
  }

  private static Set<String> modules() {
    Set<String> names = new TreeSet<>();
    ModuleLayer.boot().modules().forEach(module -> names.add(module.getName()));
    return names;
  }

  /// Whether the notebook has a package that begins with the first two parts of the name.
  private static boolean isBegun(String name, ClassIndex index) {
    String[] parts = name.split("\\.");
    String begin = parts[0] + "." + (parts.length > 1 ? parts[1] : "");
    return index.packages().stream().anyMatch(p -> (p + ".").startsWith(begin));
  }

  private static List<String> members(
      String name, boolean all, ClassIndex index, Elements elements) {
    PackageNames packages = new PackageNames(index, elements);
    if (all) {
      return packages.meant(name);
    }
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      return List.of();
    }
    String owner = name.substring(0, dot);
    TypeElement type = elements.getTypeElement(owner);
    List<String> owners = type == null ? packages.meant(owner) : List.of(owner);
    List<String> found = new ArrayList<>();
    for (String one : owners) {
      Set<String> statics = new TreeSet<>();
      for (Element member : elements.getAllMembers(elements.getTypeElement(one))) {
        if (member.getModifiers().containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC))) {
          statics.add(member.getSimpleName().toString());
        }
      }
      String wanted = name.substring(dot + 1);
      List<String> near = statics.contains(wanted) ? List.of(wanted) : Similar.to(wanted, statics);
      near.forEach(member -> found.add(one + "." + member));
    }
    return found;
  }
}
