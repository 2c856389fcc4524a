package org.jlanes.magics.nativecode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlanes.lanes.nativecode.CFunction;
import org.jlanes.lanes.nativecode.CompiledLibrary;
import org.jlanes.lanes.nativecode.FacadeSource;
import org.jlanes.lanes.nativecode.HolderSource;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.magic.MagicCall;

/// The C functions that a notebook has declared, of all its cells. May be used by several cells at
/// once (subshells).
public final class NativeFunctions {
  private final Map<String, FacadeSource.Bound> functions = new LinkedHashMap<>();
  private final Map<String, String> holders = new LinkedHashMap<>();
  private int made;

  /// Declares the functions of a compiled cell in the notebook, beside those of earlier cells.
  ///
  /// @return the Java source that declares them
  /// @throws CellFailure if the library cannot be loaded; nothing is declared then
  synchronized String declare(
      MagicCall call, List<CFunction> cell, CompiledLibrary library, boolean isolated)
      throws CellFailure {
    StringBuilder java = new StringBuilder();
    String holder = holder(call, cell, library, java);
    Map<String, FacadeSource.Bound> all = new LinkedHashMap<>(functions);
    for (CFunction function : cell) {
      all.put(function.name(), new FacadeSource.Bound(function, holder, isolated));
    }
    String facade = FacadeSource.of("Native", all);
    run(call, facade);
    functions.putAll(all);
    return java.append(facade).toString();
  }

  /// The name of the class that is bound to a library; declares it if the notebook has none.
  ///
  /// @param java gets its source if it is new
  /// @throws CellFailure if the library cannot be loaded
  synchronized String holder(
      MagicCall call, List<CFunction> cell, CompiledLibrary library, StringBuilder java)
      throws CellFailure {
    // The same library again needs no new class: the loaded one is bound to the same code.
    String known = holders.get(library.digest());
    if (known != null) {
      return known;
    }
    made++;
    String holder = "Native_" + made;
    String source = HolderSource.of(holder, cell, library);
    run(call, source + holder + ".$load();\n");
    java.append(source).append('\n');
    holders.put(library.digest(), holder);
    return holder;
  }

  private static void run(MagicCall call, String java) throws CellFailure {
    call.engine().evaluate(MappedSource.builder(call.cell()).generated(java).build());
  }
}
