package org.jlanes.magics.nativecode;

import org.jlanes.lanes.nativecode.CompileException;
import org.jlanes.lanes.nativecode.CompiledLibrary;
import org.jlanes.lanes.nativecode.LibraryCache;
import org.jlanes.lanes.nativecode.NativeCompiler;
import org.jlanes.lanes.nativecode.NativeException;
import org.jlanes.lanes.nativecode.NativeSource;
import org.jlanes.lanes.nativecode.SignatureException;
import org.jlanes.lanes.nativecode.Toolchain;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.scope.ChildEnvironment;

/// Compiles the body of one cell; what goes wrong is told in terms of the cell.
///
/// @param call the cell
/// @param header its options
/// @param compiler what compiles
record CellCompiler(MagicCall call, NativeHeader header, NativeCompiler compiler) {
  /// With the compiler that is on the notebook's PATH.
  ///
  /// @throws CellFailure if there is none
  static CellCompiler of(MagicCall call, NativeHeader header) throws CellFailure {
    try {
      Toolchain toolchain = Toolchain.find(ChildEnvironment.get("PATH"));
      return new CellCompiler(call, header, new NativeCompiler(toolchain, LibraryCache.ofUser()));
    } catch (NativeException e) {
      throw Failures.of(e);
    }
  }

  /// Reads a source from the body.
  @FunctionalInterface
  interface Reader {
    NativeSource read(String body, int firstLine) throws SignatureException;
  }

  /// Reads the body.
  ///
  /// @throws MagicError if the reader refuses it
  NativeSource read(Reader reader) throws MagicError {
    try {
      return reader.read(call.body(), firstLine());
    } catch (SignatureException e) {
      throw new MagicError(
          e.getMessage(), call.bodyStart() + e.start(), call.bodyStart() + e.end(), e.advice());
    }
  }

  /// The body without what `#if` leaves out; each function keeps its place.
  ///
  /// @throws CellFailure if the compiler could not be run
  String counting() throws CellFailure {
    try {
      return compiler.counting(call.body(), firstLine(), header.compile(), call.scope());
    } catch (NativeException e) {
      throw Failures.of(e);
    }
  }

  /// Lets the compiler look at the body as it stands.
  ///
  /// @throws CellFailure if it is not C
  void check() throws CellFailure {
    try {
      compiler.check(call.body(), firstLine(), header.compile(), call.scope());
    } catch (CompileException e) {
      throw Failures.of(e, call.scope().cell());
    } catch (NativeException e) {
      throw Failures.of(e);
    }
  }

  /// Makes the library; warnings are printed.
  ///
  /// @throws CellFailure if the C does not compile
  CompiledLibrary compile(NativeSource source) throws CellFailure {
    try {
      CompiledLibrary library = compiler.compile(source, header.compile(), call.scope());
      int cell = call.scope().cell();
      library.warnings().forEach(warning -> System.err.println(warning.render(cell)));
      return library;
    } catch (CompileException e) {
      throw Failures.of(e, call.scope().cell());
    } catch (NativeException e) {
      throw Failures.of(e);
    }
  }

  /// The cell's line of the body's first line.
  private int firstLine() {
    String before = call.cell().substring(0, call.bodyStart());
    return 1 + (int) before.chars().filter(c -> c == '\n').count();
  }
}
