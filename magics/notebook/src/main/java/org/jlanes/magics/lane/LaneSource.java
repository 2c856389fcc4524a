package org.jlanes.magics.lane;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jlanes.magics.header.CellPieces;
import org.jlanes.magics.header.Item;
import org.jlanes.magics.header.LaneHeader;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine.BodyPart;
import org.jlanes.runtime.engine.NotebookEngine.Call;
import org.jlanes.runtime.engine.NotebookEngine.Kind;

/// The Java that a lane cell means, with each of the user's characters mapped to its place in the
/// cell:
///
/// ```text
/// LaneBody.over(() -> Source.of(SOURCE)).value($item -> {
///   LaneContext lane = LaneContext.current();
///   TYPE n = $item;
///   var $methods = new Object() { METHODS };
///   STATEMENTS
///   return EXPRESSION;
/// })
/// ```
///
/// The names of our classes are complete and stand where only a type can: a notebook may have a
/// variable `org`, which would hide the package, and a class `Source` of its own.
///
/// Immutable.
final class LaneSource {
  private static final String LANES = "org.jlanes.lanes.";
  private static final List<String> PARTS = List.of("first", "second", "third");

  /// A literal `null` that is returned; strings, characters and comments are matched to be skipped.
  private static final Pattern RETURNED_NULL =
      Pattern.compile(
          "\"\"\"(?s:.*?)\"\"\"|\"(?:[^\"\\\\\\n]++|\\\\.)*+\"|'(?:[^'\\\\]++|\\\\.)*+'|//.*"
              + "|/\\*(?s:.*?)\\*/|\\breturn\\s+(null)\\s*;");

  /// Text that is put before a place of the body.
  private record Insertion(int offset, String text) {}

  private final String cell;
  private final LaneHeader header;
  private final ResultType result;
  private final MappedSource body;
  private final List<BodyPart> parts;

  /// @param body the cell's text below the header
  /// @param parts the parts of the body, with offsets into it
  LaneSource(
      String cell, LaneHeader header, ResultType result, MappedSource body, List<BodyPart> parts) {
    this.cell = cell;
    this.header = header;
    this.result = result;
    this.body = body;
    this.parts = List.copyOf(parts);
  }

  /// The most variables an item can be taken apart into.
  static int mostItems() {
    return PARTS.size();
  }

  /// The leading imports.
  MappedSource imports() {
    return all(Kind.IMPORT);
  }

  /// The classes, records, enums and interfaces, which belong to the notebook.
  MappedSource types() {
    return all(Kind.TYPE);
  }

  private MappedSource all(Kind kind) {
    MappedSource.Builder source = MappedSource.builder(cell);
    for (BodyPart part : parts) {
      if (part.kind() == kind) {
        source.append(body.slice(part.start(), part.end())).generated("\n");
      }
    }
    return source.build();
  }

  /// Whether the body ends in an expression without `;`.
  boolean endsInExpression() {
    return !parts.isEmpty() && parts.getLast().kind() == Kind.EXPRESSION;
  }

  /// Whether a `return` in the body has a value.
  boolean returnsValue() {
    return parts.stream().anyMatch(BodyPart::returnsValue);
  }

  /// Whether the type of the results is left to the compiler.
  boolean infersResult() {
    return result.equals(ResultType.INFERRED);
  }

  /// The expression that makes the body of the lane.
  ///
  /// @param withValue whether the body has a value; if not, a last expression is a statement
  MappedSource expression(boolean withValue) {
    return expression(withValue, "");
  }

  /// The same for a body with a value of a primitive type, to which what it returns is widened; a
  /// literal `null` fits too. To learn types from, not to be run.
  MappedSource expression(String primitive) {
    return expression(true, primitive);
  }

  private MappedSource expression(boolean withValue, String primitive) {
    MappedSource.Builder out = MappedSource.builder(cell);
    if (header.source() == null) {
      out.generated(ours("LaneBody<?, ?>") + "onEachWorker()");
    } else {
      out.generated(ours("LaneBody<?, ?>") + "over(() -> ").append(itemSource()).generated(")");
    }
    method(out, withValue, primitive);
    out.generated("($item -> {\n");
    out.generated(LANES + "LaneContext lane = " + ours("LaneContext") + "current();\n");
    items(out);
    methods(out);
    statements(out, withValue, !primitive.isEmpty());
    return out.generated("})").build();
  }

  /// The expression that makes the source of the items. There must be one.
  MappedSource itemSource() {
    return MappedSource.builder(cell)
        .generated(ours("Source<?>") + "of(")
        .append(CellPieces.of(cell, header.source()))
        .generated(")")
        .build();
  }

  /// What stands before the name of a static method.
  private static String ours(String type) {
    return "((" + LANES + type + ") null).";
  }

  private void method(MappedSource.Builder out, boolean withValue, String primitive) {
    if (!withValue) {
      out.generated(".action");
    } else if (!primitive.isEmpty()) {
      out.generated("." + primitive + "Value");
    } else if (result.isPrimitive()) {
      out.generated("." + result.element() + "Value");
    } else if (result.element().isEmpty()) {
      out.generated(".value");
    } else {
      // The type is the user's; an error in it belongs where it stands.
      out.generated(".<");
      int at = cell.indexOf(result.element(), header.target().orElseThrow().type().start());
      if (at >= 0 && at < header.target().orElseThrow().type().end()) {
        out.cell(at, at + result.element().length());
      } else {
        out.generated(result.element());
      }
      out.generated(">value");
    }
  }

  private void items(MappedSource.Builder out) {
    List<Item> items = header.items();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      out.generated(item.isFinal() ? "final " : "");
      if (item.type() == null) {
        out.generated("var");
      } else {
        out.append(CellPieces.of(cell, item.type()));
      }
      out.generated(" ").cell(item.span().start(), item.span().end()).generated(" = ");
      out.generated(items.size() == 1 ? "$item;\n" : ours("Parts") + PARTS.get(i) + "($item);\n");
    }
  }

  private void methods(MappedSource.Builder out) {
    if (parts.stream().anyMatch(p -> p.kind() == Kind.METHOD)) {
      out.generated("var $methods = new Object() {\n");
      out.append(all(Kind.METHOD)).generated("};\n");
    }
  }

  private void statements(MappedSource.Builder out, boolean withValue, boolean nullFits) {
    Set<String> local =
        parts.stream()
            .filter(p -> p.kind() == Kind.METHOD)
            .map(BodyPart::name)
            .collect(Collectors.toSet());
    for (BodyPart part : parts) {
      switch (part.kind()) {
        case STATEMENT -> {
          code(out, part, local, nullFits);
          out.generated("\n");
        }
        case EXPRESSION -> {
          out.generated(withValue ? "return " : "");
          boolean isNull =
              nullFits && body.text().substring(part.start(), part.end()).strip().equals("null");
          out.generated(isNull ? "(Byte) " : "");
          code(out, part, local, nullFits);
          out.generated(";\n");
        }
        case IMPORT, TYPE, METHOD -> {}
      }
    }
  }

  /// A part with its calls of local methods directed to `$methods`.
  ///
  /// @param nullFits whether a `null` that is returned is to be one of type `Byte`, which widens to
  ///   each numeric type
  private void code(MappedSource.Builder out, BodyPart part, Set<String> local, boolean nullFits) {
    List<Insertion> insertions = new ArrayList<>();
    for (Call call : part.calls()) {
      if (local.contains(call.name())) {
        insertions.add(new Insertion(call.offset(), "$methods."));
      }
    }
    Matcher nulls = RETURNED_NULL.matcher(body.text()).region(part.start(), part.end());
    while (nullFits && nulls.find()) {
      if (nulls.start(1) >= 0) {
        insertions.add(new Insertion(nulls.start(1), "(Byte) "));
      }
    }
    insertions.sort(Comparator.comparingInt(Insertion::offset));
    int from = part.start();
    for (Insertion insertion : insertions) {
      out.append(body.slice(from, insertion.offset())).generated(insertion.text());
      from = insertion.offset();
    }
    out.append(body.slice(from, part.end()));
  }
}
