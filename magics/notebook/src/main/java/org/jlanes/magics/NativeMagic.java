package org.jlanes.magics;

import java.util.Optional;
import java.util.OptionalInt;
import org.jlanes.magics.header.HeaderWords;
import org.jlanes.magics.nativecode.ElementwiseCell;
import org.jlanes.magics.nativecode.NativeCell;
import org.jlanes.magics.nativecode.NativeFunctions;
import org.jlanes.magics.nativecode.NativeHeader;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicCompletion;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;

/// `%%native`: C in a cell, compiled, and callable from Java as `Native.name(…)`; or, with items in
/// the header, computed for each of them.
///
/// An instance belongs to one notebook: it knows the functions of its earlier cells.
public final class NativeMagic implements Magic {
  private static final String HELP =
      """
      %%native [options]
      C functions

      %%native [options] double x : xs -> ys
      C statements that return a value, or an expression

      Compiles the cell with gcc, clang or cc (-O3 -march=native), or with the compiler that the
      environment variable CC names (%env CC=clang), and declares a Java method for each function that
      is neither static nor inline. Functions of earlier cells stay.

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
      stdint, stdbool, stddef, math, stdio, stdlib and string are included. What C prints shows below
      the cell that calls it.

      With items in the header the body is computed for each element of an array, collection or
      number n, on one thread per core (or with --openmp on those of OpenMP):

        %%native double x : xs -> ys
        double y = sin(x);
        y * y

      ys is a double[], or what the arrow says: -> float[] ys, -> List<Double> ys.

      Options
        --openmp          obey #pragma omp
        --cflags FLAGS    more flags for the compiler:  --cflags='-O1 -DN=7'
        --libs FLAGS      more flags for the linker:    --libs=-lblas
        --isolated        run each call in a worker process: a crash costs the worker, not the notebook
        --timeout D       end the compiler after this time (60s); with items in the header it is for
                          the run, as in the other lanes
        --workers N       threads of an element-wise map (one per core)
        --repeat N        compute an element-wise map N times and quote the median
        --show            show the generated C and Java
        --quiet           no table, no report
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
      A function with the name of a Java keyword or of a method of Object (notify, wait, …) gets an
      underscore behind it in Java. What #if leaves out is not declared.
      Elements of arrays keep their width: uint8_t[] is byte[] with the same bits. A T[][] is copied
      into one block for C, and back unless const; a MemorySegment and a buffer are not. A T[] is not
      either where the garbage collector can pin it (G1, the default on most machines, and Shenandoah);
      with Serial, the default on a single core or below 2 GB, Parallel and ZGC it is copied.

      A cell that was compiled before is taken from the cache ($XDG_CACHE_HOME/jlanes/native, by
      default below ~/.cache), which keeps the 1000 libraries used last, at most 256 MB. Worker
      processes get the library with the body.

      C cannot be interrupted, and a crash in it ends the kernel: --isolated guards against both.
      """;

  private final NativeFunctions functions = new NativeFunctions();

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
  public boolean asksForHelp(MagicCall call) {
    return NativeHeader.asksForHelp(call);
  }

  @Override
  public MagicResult run(MagicCall call) throws Exception {
    NativeHeader header = NativeHeader.parse(call);
    return header.lane().source() == null
        ? new NativeCell(call, header, functions).run()
        : new ElementwiseCell(call, header, functions).run();
  }

  @Override
  public void check(MagicDraft draft) throws MagicError {
    NativeHeader.check(draft);
  }

  @Override
  public OptionalInt javaInHeader(MagicDraft draft, int cursor) {
    return HeaderWords.source(draft, cursor);
  }

  @Override
  public Optional<MagicCompletion> complete(MagicDraft draft, int cursor) {
    return HeaderWords.options(draft, cursor, NativeHeader.OPTIONS);
  }
}
