package org.jlanes.magics;

import org.jlanes.magics.nativecode.NativeCell;
import org.jlanes.magics.nativecode.NativeHeader;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicResult;

/// `%%native`: C in a cell, compiled, and callable from Java as `Native.name(…)`.
public final class NativeMagic implements Magic {
  private static final String HELP =
      """
      %%native [options]
      C functions

      Compiles the cell with gcc, clang or cc (-O3 -march=native) and declares a Java method for each
      function that is neither static nor inline. Functions of earlier cells stay.

        %%native --openmp
        double cpu_heavy(int64_t rows, int64_t cols, const double a[rows][cols]) {
          double sum = 0;
          #pragma omp parallel for reduction(+:sum)
          for (int64_t i = 0; i < rows; i++)
            for (int64_t j = 0; j < cols; j++) sum += a[i][j] * a[i][j];
          return sum;
        }

      declares Native.cpu_heavy(double[][] a), which takes rows and cols from the array, and
      Native.cpu_heavy(long rows, long cols, double[] a) for flat arrays. Lengths and shapes are
      checked in Java before C is entered; a ragged array is an IllegalArgumentException.
      stdint, stdbool, stddef, math, stdio, stdlib and string are included.

      Options
        --openmp          obey #pragma omp
        --cflags FLAGS    more flags for the compiler:  --cflags='-O1 -DN=7'
        --libs FLAGS      more flags for the linker:    --libs=-lblas
        --isolated        run each call in a worker process: a crash costs the worker, not the notebook
        --timeout D       end the compiler after this time (60s)
        --show            show the generated C and Java
        --quiet           no table of functions
        --help            this text

      Types
        C                                  Java
        bool, float, double                boolean, float, double
        int8_t, char / int16_t, short      byte / short
        int32_t, int / int64_t, long       int / long
        uint8_t, uint16_t / uint32_t       int / long, checked against the range
        uint64_t / size_t                  long with the same bits / long, not negative
        const T a[n], const T a[r][c]      T[], T[][]: read only
        T a[n], T a[r][c]                  the same, copied back
        T *a, T a[]                        T[], may be null; its length is not checked
        any of these arrays                MemorySegment or direct buffer: nothing is copied
        const char *s                      String, UTF-8; also as a result
        void *p                            MemorySegment
      Elements of arrays keep their width: uint8_t[] is byte[] with the same bits.
      """;

  @Override
  public String name() {
    return "native";
  }

  @Override
  public Kind kind() {
    return Kind.CELL;
  }

  @Override
  public String summary() {
    return "compiles C functions and declares them as methods of the class Native";
  }

  @Override
  public String help() {
    return HELP;
  }

  @Override
  public MagicResult run(MagicCall call) throws Exception {
    NativeHeader header = NativeHeader.parse(call);
    if (header.help()) {
      System.out.print(HELP);
      return MagicResult.none();
    }
    return new NativeCell(call, header).run();
  }
}
