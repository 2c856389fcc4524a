package org.jlanes.magics.nativecode;

import org.jlanes.lanes.nativecode.CompileException;
import org.jlanes.lanes.nativecode.CompiledLibrary;
import org.jlanes.lanes.nativecode.LibraryCache;
import org.jlanes.lanes.nativecode.NativeCompiler;
import org.jlanes.lanes.nativecode.NativeException;
import org.jlanes.lanes.nativecode.NativeSource;
import org.jlanes.lanes.nativecode.SignatureException;
import org.jlanes.lanes.nativecode.Toolchain;
import org.jlanes.runtime.display.Display;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;
import org.jlanes.runtime.scope.ChildEnvironment;

/// One run of a `%%native` cell that defines functions.
///
/// @param call the cell
/// @param header its options
public record NativeCell(MagicCall call, NativeHeader header) {
  /// Compiles the cell, declares its functions, shows what there is now.
  ///
  /// @throws MagicError if a function cannot be called from Java
  /// @throws CellFailure if the C does not compile, or there is no compiler
  public MagicResult run() throws MagicError, CellFailure {
    try {
      Toolchain toolchain = Toolchain.find(ChildEnvironment.get("PATH"));
      NativeCompiler compiler = new NativeCompiler(toolchain, LibraryCache.ofUser());
      NativeSource source = source(compiler);
      CompiledLibrary library = compiler.compile(source, header.compile(), call.scope());
      library.warnings().forEach(warning -> System.err.println(warning.render()));
      NativeFunctions functions = NativeFunctions.of(call.engine());
      String java = functions.declare(call, source.functions(), library);
      if (header.show()) {
        GeneratedCode.show(source, java);
      }
      if (!header.quiet()) {
        Display.show(new FunctionTable(source.functions(), library, toolchain));
      }
      return MagicResult.none();
    } catch (CompileException e) {
      throw Failures.of(e);
    } catch (NativeException e) {
      throw Failures.of(e);
    }
  }

  private NativeSource source(NativeCompiler compiler)
      throws MagicError, CompileException, NativeException {
    String body = call.body();
    int firstLine =
        1 + (int) call.cell().substring(0, call.bodyStart()).chars().filter(c -> c == '\n').count();
    try {
      NativeSource source = NativeSource.parse(body, firstLine);
      if (source.functions().isEmpty()) {
        compiler.check(body, firstLine, header.compile(), call.scope());
        throw new MagicError(
            "this cell defines no function that Java can call",
            call.headerStart() - call.name().length() - 2,
            call.headerStart(),
            "write one, such as `double twice(double x) { return 2 * x; }`; static and inline"
                + " functions stay inside C");
      }
      return source;
    } catch (SignatureException e) {
      // What is not C at all is explained better by the compiler.
      compiler.check(body, firstLine, header.compile(), call.scope());
      throw new MagicError(
          e.getMessage(), call.bodyStart() + e.start(), call.bodyStart() + e.end(), e.advice());
    }
  }
}
