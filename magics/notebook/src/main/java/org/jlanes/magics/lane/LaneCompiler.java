package org.jlanes.magics.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.lanes.LaneBody;
import org.jlanes.magics.header.LaneHeader;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.magic.MagicError;

/// Has the engine compile a lane cell.
///
/// @param engine the notebook
/// @param cell the cell's text
/// @param header its header
record LaneCompiler(NotebookEngine engine, String cell, LaneHeader header) {
  /// javac's words when none of the methods `Source.of` takes what the source is.
  private static final Pattern NO_SOURCE =
      Pattern.compile("no suitable method found for of\\((?:java\\.lang\\.)?([^()\\n]*)\\)");

  /// javac's words when the body declares what [LaneSource] has declared for it.
  private static final Pattern LANE_TWICE = Pattern.compile("variable lane is already defined");

  /// Declares the classes of the body and compiles the rest of it, with its imports.
  ///
  /// @throws CellFailure if it does not compile
  /// @throws MagicError if the source is nothing that items can come from
  CompiledBody compile(LaneSource source) throws CellFailure, MagicError {
    UnaryOperator<MappedSource> names = names(source);
    MappedSource types = names.apply(source.types());
    if (!types.text().isEmpty()) {
      NotebookEngine.Result _ = engine.evaluate(types);
    }
    if (!source.endsInExpression() && !source.returnsValue()) {
      return evaluate(source, names, false);
    }
    try {
      return evaluate(source, names, true);
    } catch (CellFailure wrong) {
      return withoutValue(source, names, wrong);
    }
  }

  /// Imports hold for the body; its classes, which stay, must do without them.
  private UnaryOperator<MappedSource> names(LaneSource source) throws CellFailure {
    MappedSource imports = source.imports();
    return imports.text().isEmpty()
        ? UnaryOperator.identity()
        : engine.writingOut(imports, source.types(), source.expression(true));
  }

  /// A last expression may be a call without a value; only the compiler knows.
  private CompiledBody withoutValue(
      LaneSource source, UnaryOperator<MappedSource> names, CellFailure wrong)
      throws CellFailure, MagicError {
    if (!source.endsInExpression() || source.returnsValue() || wrong.getCause() != null) {
      throw wrong;
    }
    try {
      return evaluate(source, names, false);
    } catch (CellFailure alsoWrong) {
      // What is wrong in both forms is wrong in the body; the first form may add what is not.
      throw String.join("\n", wrong.traceback()).contains("void") ? alsoWrong : wrong;
    }
  }

  private CompiledBody evaluate(
      LaneSource source, UnaryOperator<MappedSource> names, boolean withValue)
      throws CellFailure, MagicError {
    try {
      NotebookEngine.Result result = engine.evaluate(names.apply(source.expression(withValue)));
      List<String> arguments = ResultType.arguments(result.type());
      String inferred = arguments.size() < 2 ? "Object" : arguments.get(1);
      Optional<NumericPromotion> promotion =
          withValue && source.infersResult()
              ? NumericPromotion.of(
                  inferred, primitive -> names.apply(source.expression(primitive)), engine)
              : Optional.empty();
      return new CompiledBody(
          (LaneBody<?, ?>) result.value(),
          promotion.map(NumericPromotion::boxed).orElse(inferred),
          promotion,
          names);
    } catch (CellFailure wrong) {
      refuseSource(source, names, wrong);
      throw explained(wrong);
    }
  }

  /// That there is a variable `lane` in each body is not to be seen in the cell.
  private static CellFailure explained(CellFailure wrong) {
    if (!LANE_TWICE.matcher(wrong.text()).find()) {
      return wrong;
    }
    List<String> lines = new ArrayList<>(wrong.traceback());
    lines.add("`lane` is there in every body: lane.index(), lane.worker(), … Choose another name.");
    return new CellFailure(wrong.name(), wrong.text(), lines, wrong.getCause());
  }

  /// The body may have calls of methods `of` as well.
  private boolean compiles(MappedSource expression) {
    try {
      return !engine.typeOf(expression).isEmpty();
    } catch (CellFailure e) {
      return false;
    }
  }

  private void refuseSource(LaneSource source, UnaryOperator<MappedSource> names, CellFailure wrong)
      throws MagicError {
    Matcher refused = NO_SOURCE.matcher(wrong.text());
    if (header.source() != null && refused.find() && !compiles(names.apply(source.itemSource()))) {
      throw new MagicError(
          "items cannot come from a value of type " + refused.group(1),
          header.source().start(),
          header.source().end(),
          "the source is a Collection, Iterable, Iterator, Map, Stream, an array, or a number n"
              + " (items 0 to n - 1)");
    }
  }
}
