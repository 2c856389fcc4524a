package org.jlanes.lanes.nativecode;

import java.time.Duration;
import java.util.List;

/// How to compile.
///
/// @param openmp whether `#pragma omp` is obeyed
/// @param flags more flags for the compiler, after `-O3 -march=native`, so that they win
/// @param libraries flags for the linker, such as `-lblas`
/// @param timeout after which the compiler is ended
public record CompileOptions(
    boolean openmp, List<String> flags, List<String> libraries, Duration timeout) {
  /// No more flags, one minute.
  public static final CompileOptions DEFAULT =
      new CompileOptions(false, List.of(), List.of(), Duration.ofMinutes(1));
}
