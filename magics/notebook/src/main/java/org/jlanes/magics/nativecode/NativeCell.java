package org.jlanes.magics.nativecode;

import org.jlanes.lanes.nativecode.CFunction;
import org.jlanes.lanes.nativecode.CompiledLibrary;
import org.jlanes.lanes.nativecode.NativeSource;
import org.jlanes.magics.header.Target;
import org.jlanes.runtime.display.Display;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;

/// One run of a `%%native` cell that defines functions.
///
/// @param call the cell
/// @param header its options
/// @param functions what the notebook has already
public record NativeCell(MagicCall call, NativeHeader header, NativeFunctions functions) {
  /// Compiles the cell, declares its functions, shows what there is now.
  ///
  /// @throws MagicError if a function cannot be called from Java
  /// @throws CellFailure if the C does not compile, or there is no compiler
  public MagicResult run() throws MagicError, CellFailure {
    Target target = header.lane().target().orElse(null);
    if (target != null) {
      throw new MagicError(
          "functions have no result to put into " + target.name(),
          target.span().start(),
          target.span().end(),
          "remove the arrow, or name the items: %%native double x : xs -> " + target.name());
    }
    CellCompiler compiler = CellCompiler.of(call, header);
    NativeSource source = functionsOf(compiler);
    if (source.functions().isEmpty()) {
      compiler.check();
      throw new MagicError(
          "this cell defines no function that Java can call",
          call.headerStart() - call.name().length() - 2,
          call.headerStart(),
          "write one, such as `double twice(double x) { return 2 * x; }`; static and inline"
              + " functions stay inside C");
    }
    if (header.isolated()) {
      refuseAddresses(source);
    }
    CompiledLibrary library = compiler.compile(source);
    String java = functions.declare(call, source.functions(), library, header.isolated());
    if (header.show()) {
      GeneratedCode.show(source, java);
    }
    if (!header.quiet()) {
      Display.show(
          new FunctionTable(
              source.functions(), library, compiler.compiler().toolchain(), header.isolated()));
    }
    return MagicResult.none();
  }

  private static NativeSource functionsOf(CellCompiler compiler) throws MagicError, CellFailure {
    String counting = compiler.counting();
    try {
      return compiler.read((body, line) -> NativeSource.parse(body, counting, line));
    } catch (MagicError e) {
      // What is not C at all is explained better by the C compiler.
      compiler.check();
      throw e;
    }
  }

  private void refuseAddresses(NativeSource source) throws MagicError {
    for (CFunction function : source.functions()) {
      if (!function.isolable()) {
        int start = call.bodyStart() + function.start();
        throw new MagicError(
            function.name() + " takes a void *, which has no meaning in another process",
            start,
            start + function.name().length(),
            "give the parameter an element type, or leave out --isolated");
      }
    }
  }
}
