package org.jlanes.engine.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A name that the compiler does not know, and what may have been meant.
///
/// @param start where it stands in the code, UTF-16 units
/// @param name the name
/// @param imports the types of that name that could be imported here, the likeliest first
/// @param meant what else could stand there, as the user would write it
/// @param remark what to know about it; may be empty
public record UnknownName(
    int start, String name, List<TypeName> imports, List<String> meant, String remark) {
  /// One of more types is for the user to choose from, not of many.
  private static final int MOST_IMPORTS = 5;

  /// Where the name ends.
  public int end() {
    return start + name.length();
  }

  /// The type to import without asking, if there is one.
  public Optional<TypeName> obvious() {
    return ClassIndex.onlyOne(imports);
  }

  /// What to tell the user, in lines; empty if nothing is known.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!imports.isEmpty() && imports.size() <= MOST_IMPORTS) {
      String question = "Missing import?  ";
      for (TypeName type : imports) {
        lines.add(question + type.declaration());
        question = " ".repeat(question.length());
      }
    }
    if (!meant.isEmpty()) {
      int last = meant.size() - 1;
      lines.add(
          "Did you mean "
              + (last == 0
                  ? meant.getFirst()
                  : String.join(", ", meant.subList(0, last)) + " or " + meant.get(last))
              + "?");
    }
    if (!remark.isEmpty()) {
      lines.add(remark);
    }
    return List.copyOf(lines);
  }
}
