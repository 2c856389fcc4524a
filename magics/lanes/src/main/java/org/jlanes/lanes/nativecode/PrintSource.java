package org.jlanes.lanes.nativecode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Writes the part of a library that leads what the C code of a cell prints to the notebook cell
/// whose thread called it: with a [org.jlanes.runtime.output.Stamp] in front of each piece, since
/// all cells share descriptors 1 and 2. It stands in for the C library's functions that print to
/// `stdout` and `stderr`, for the code that is linked into this library and no other.
///
/// Only libraries that print have it, because the cell has to be handed over at each call. On Linux
/// only; elsewhere all text is nobody's.
final class PrintSource {
  /// What prints to standard output or standard error, or may do so in a file that is not looked
  /// into.
  private static final Pattern PRINTS =
      Pattern.compile(
          "\\b(?:v?printf|puts|putchar(?:_unlocked)?|perror|write|stdout|stderr)\\b"
              + "|(?m:^\\s*#\\s*(?:include(?:_next)?\\s*(?!<|\\s)|embed\\b))");

  private static final Pattern STARTS_THREADS = Pattern.compile("\\b(?:pthread_|thrd_)create\\b");

  /// How the JNI functions of the glue use it. What Java prints after the call belongs behind what
  /// C has printed: `jl_printed` says so.
  static final String GLUE =
      """
      typedef struct {
        int outer;
        unsigned written;
      } jl_call;
      __attribute__((visibility("hidden"))) int jl_print_begin(const void *, size_t, int, int);
      __attribute__((visibility("hidden"))) jl_call jl_print_enter(int);
      __attribute__((visibility("hidden"))) int jl_print_leave(jl_call);

      static jclass jl_library;
      static jmethodID jl_printed;

      static int jl_prepare(JNIEnv *env, jclass library) {
        jmethodID mark = (*env)->GetStaticMethodID(env, library, "mark", "()[B");
        jmethodID pipe = (*env)->GetStaticMethodID(env, library, "pipe", "(I)I");
        jl_printed = (*env)->GetStaticMethodID(env, library, "printed", "()V");
        jl_library = (*env)->NewGlobalRef(env, library);
        if (mark == NULL || pipe == NULL || jl_printed == NULL || jl_library == NULL) return 0;
        jbyteArray bytes = (*env)->CallStaticObjectMethod(env, library, mark);
        jint out = (*env)->CallStaticIntMethod(env, library, pipe, 1);
        jint err = (*env)->CallStaticIntMethod(env, library, pipe, 2);
        if (bytes == NULL || (*env)->ExceptionCheck(env)) return 0;
        jbyte *text = (*env)->GetByteArrayElements(env, bytes, NULL);
        if (text == NULL) return 0;
        size_t length = (size_t)(*env)->GetArrayLength(env, bytes);
        int begun = jl_print_begin(text, length, out, err);
        (*env)->ReleaseByteArrayElements(env, bytes, text, JNI_ABORT);
        return begun;
      }

      static void jl_leave(JNIEnv *env, jl_call call) {
        if (jl_print_leave(call)) (*env)->CallStaticVoidMethod(env, jl_library, jl_printed);
      }
      """;

  /// What the glue has instead where nothing is printed.
  static final String NO_GLUE =
      """

      static int jl_prepare(JNIEnv *env, jclass library) {
        (void)env;
        (void)library;
        return 1;
      }
      """;

  private PrintSource() {}

  /// Whether C source prints, as far as its text tells.
  static boolean isNeededBy(String c) {
    return System.getProperty("os.name").equals("Linux") && PRINTS.matcher(c).find();
  }

  /// The translation unit.
  ///
  /// @param c the C source of the cell
  static String of(String c, CompileOptions options) {
    boolean teams =
        options.openmp()
            || options.flags().contains("-fopenmp")
            || STARTS_THREADS.matcher(c).find();
    return "#define JL_TEAMS " + (teams ? 1 : 0) + "\n" + unit();
  }

  private static String unit() {
    try (InputStream in = PrintSource.class.getResourceAsStream("print.c")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a part of JLanes is missing; install it again", e);
    }
  }
}
