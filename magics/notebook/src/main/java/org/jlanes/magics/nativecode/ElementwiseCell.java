package org.jlanes.magics.nativecode;

import java.lang.reflect.Array;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.nativecode.CompiledLibrary;
import org.jlanes.lanes.nativecode.ElementType;
import org.jlanes.lanes.nativecode.Elements;
import org.jlanes.lanes.nativecode.ElementwiseRun;
import org.jlanes.lanes.nativecode.ElementwiseSource;
import org.jlanes.lanes.nativecode.NativeSource;
import org.jlanes.magics.header.CellPieces;
import org.jlanes.magics.header.GivenOption;
import org.jlanes.magics.header.Item;
import org.jlanes.magics.header.Span;
import org.jlanes.runtime.display.Display;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;

/// One run of a `%%native` cell with items in its header: a C body computed for each element.
///
/// @param call the cell
/// @param header its header
/// @param functions where the class of the compiled body is declared
public record ElementwiseCell(MagicCall call, NativeHeader header, NativeFunctions functions) {
  private static final String TYPES = "boolean, byte, short, int, long, float and double";

  /// Compiles the body, runs it, and declares the result.
  ///
  /// @throws MagicError if the header or the items do not fit
  /// @throws CellFailure if the C does not compile, or the source fails
  public MagicResult run() throws MagicError, CellFailure {
    refuseWorkers();
    ResultType target = ResultType.of(header.lane().target().orElse(null), call.cell());
    NotebookEngine.Result source = source();
    ElementType item = itemType(source.type());
    ElementType result = target.element() == null ? item : target.element();
    Object in = elements(source.value(), item);
    CellCompiler compiler = CellCompiler.of(call, header);
    boolean openmp = header.compile().openmp();
    String name = header.lane().items().getFirst().name();
    NativeSource c =
        compiler.read((body, line) -> ElementwiseSource.of(body, line, name, item, result, openmp));
    CompiledLibrary library = compiler.compile(c);
    StringBuilder java = new StringBuilder();
    Class<?> holder = holder(functions.holder(call, c.functions(), library, java));
    if (header.show()) {
      GeneratedCode.show(c, java.toString());
    }
    Object out = Array.newInstance(result.array().getComponentType(), Array.getLength(in));
    LaneRun<?> run =
        header.isolated()
            ? ElementwiseRun.isolated(lane(), holder, in, out, openmp)
            : ElementwiseRun.of(lane(), holder, in, out, openmp);
    if (!header.quiet()) {
      Display.show(run.compiledIn(library.fromCache() ? 0 : library.nanos()).report());
    }
    Object value = target.list() ? Elements.list(out) : out;
    String type = target.list() ? target.type() : result.java() + "[]";
    if (target.name() == null) {
      return MagicResult.of(type, value);
    }
    call.engine().declare(target.name(), type, value);
    return MagicResult.none();
  }

  private void refuseWorkers() throws MagicError {
    if (header.compile().openmp() && header.workers() > 0) {
      Span place = workersOption();
      throw new MagicError(
          "--workers does not go with --openmp, which has threads of its own",
          place.start(),
          place.end(),
          "write num_threads(N) behind the pragma, or leave one of the options out");
    }
  }

  private Span workersOption() {
    return header.lane().options().stream()
        .filter(given -> given.name().equals("workers"))
        .map(GivenOption::span)
        .findFirst()
        .orElseThrow();
  }

  private NotebookEngine.Result source() throws CellFailure {
    Span span = header.lane().source();
    return call.engine().evaluate(CellPieces.of(call.cell(), span));
  }

  /// As the header says, or else the type of the source's elements.
  private ElementType itemType(String sourceType) throws MagicError {
    if (header.lane().items().size() > 1) {
      Item second = header.lane().items().get(1);
      throw new MagicError(
          "%%native takes one item at a time",
          second.span().start(),
          second.span().end(),
          "define a C function with several arrays, as in `void f(int64_t n, const double x[n],"
              + " const double y[n], double z[n])`");
    }
    Item item = header.lane().items().getFirst();
    String type = item.type() != null ? item.type().of(call.cell()) : elementOf(sourceType);
    Span place = item.type() != null ? item.type() : item.span();
    return ElementType.of(type)
        .orElseThrow(() ->
            new MagicError(
                item.type() != null
                    ? "C cannot take items of type " + type
                    : "the type of " + item.name() + " is not clear from " + sourceType,
                place.start(),
                place.end(),
                "write one of " + TYPES + " before the name, as in `double " + item.name() + "`"));
  }

  private static String elementOf(String source) {
    if (source.equals("int") || source.equals("long")) {
      return source;
    }
    return source.endsWith("[]")
        ? source.substring(0, source.length() - 2)
        : source.replaceAll("^.*<(.*)>$", "$1").replaceAll("^.*\\.", "");
  }

  private Object elements(Object source, ElementType type) throws MagicError {
    try {
      return Elements.of(source, type);
    } catch (IllegalArgumentException e) {
      Span span = header.lane().source();
      throw new MagicError(
          e.getMessage(), span.start(), span.end(), "convert the items first, or change the type");
    }
  }

  private Class<?> holder(String name) throws CellFailure {
    MappedSource literal = MappedSource.builder(call.cell()).generated(name + ".class").build();
    return (Class<?>) call.engine().evaluate(literal).value();
  }

  private Lane lane() {
    Lane lane;
    if (header.isolated()) {
      lane = header.compile().openmp() ? Lanes.processes(1) : Lanes.processes();
    } else {
      lane = header.compile().openmp() ? Lanes.sequential() : Lanes.threads();
    }
    lane = header.workers() > 0 ? lane.workers(header.workers()) : lane;
    lane = header.timeout() != null ? lane.timeout(header.timeout()) : lane;
    lane = lane.repeat(header.repeat());
    return header.quiet() ? lane.quiet() : lane;
  }
}
