package org.jlanes.magics.nativecode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jlanes.lanes.nativecode.CFunction;
import org.jlanes.lanes.nativecode.CompiledLibrary;
import org.jlanes.lanes.nativecode.FacadeSource;
import org.jlanes.lanes.nativecode.HolderSource;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.magic.MagicCall;

/// The C functions that a notebook has declared, of all its cells. Methods are called on the cell's
/// thread; several subshells may do so at once.
final class NativeFunctions {
  /// A notebook's functions are the notebook's, whichever instance of the magic declared them, and
  /// are forgotten with it.
  private static final Map<EngineView, NativeFunctions> BY_NOTEBOOK = new WeakHashMap<>();

  private final Map<String, FacadeSource.Bound> functions = new LinkedHashMap<>();
  private final Map<String, String> holders = new LinkedHashMap<>();
  private int made;

  private NativeFunctions() {}

  /// The functions of a notebook.
  static NativeFunctions of(EngineView notebook) {
    synchronized (BY_NOTEBOOK) {
      return BY_NOTEBOOK.computeIfAbsent(notebook, n -> new NativeFunctions());
    }
  }

  /// Declares the functions of a compiled cell in the notebook, beside those of earlier cells.
  ///
  /// @return the Java source that declares them
  /// @throws CellFailure if the library cannot be loaded; nothing is declared then
  synchronized String declare(MagicCall call, List<CFunction> cell, CompiledLibrary library)
      throws CellFailure {
    StringBuilder java = new StringBuilder();
    // The same library again needs no new class: the loaded one is bound to the same code.
    String holder = holders.get(library.digest());
    if (holder == null) {
      made++;
      holder = "Native_" + made;
      String source = HolderSource.of(holder, cell, library.digest());
      run(call, source + holder + ".$load();\n");
      java.append(source).append('\n');
      holders.put(library.digest(), holder);
    }
    Map<String, FacadeSource.Bound> all = new LinkedHashMap<>(functions);
    for (CFunction function : cell) {
      all.put(function.name(), new FacadeSource.Bound(function, holder));
    }
    String facade = FacadeSource.of("Native", all);
    run(call, facade);
    functions.putAll(all);
    return java.append(facade).toString();
  }

  private static void run(MagicCall call, String java) throws CellFailure {
    call.engine().evaluate(MappedSource.builder(call.cell()).generated(java).build());
  }
}
