package org.jlanes.runtime.output;

import java.io.Console;
import java.io.IOError;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.System.Logger.Level;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jlanes.runtime.scope.Scope;

/// What `System.console()` gives in a kernel, which has no terminal: it prints as `System.out` does
/// and asks the front end as `System.in` does, for passwords without showing them. Safe for any
/// thread; each call is for the cell of the calling thread.
///
/// `Console` is sealed and `System` keeps the one that it made, so this is put behind the JDK's own
/// proxy into `System`'s field: everybody finds it, libraries and method references too. Nothing
/// public leads there (the JDK looks for providers in modules of the boot layer only).
public final class CellConsole {
  private static final System.Logger LOG = System.getLogger(CellConsole.class.getName());

  private CellConsole() {}

  /// Makes `System.console()` return one. Where that is not possible it goes on returning null, and
  /// the log says why.
  ///
  /// @param instrumentation opens `java.lang` and `java.io` to this class and to nobody else
  public static void install(Optional<Instrumentation> instrumentation) {
    if (instrumentation.isEmpty()) {
      LOG.log(Level.DEBUG, "System.console() is null: the kernel was not started from its jar");
      return;
    }
    Module ours = CellConsole.class.getModule();
    instrumentation
        .get()
        .redefineModule(
            Object.class.getModule(),
            Set.of(),
            Map.of(),
            Map.of("java.lang", Set.of(ours), "java.io", Set.of(ours)),
            Set.of(),
            Map.of());
    try {
      Class<?> contract = Class.forName("jdk.internal.io.JdkConsole");
      CellConsole console = new CellConsole();
      Object cells =
          Proxy.newProxyInstance(
              CellConsole.class.getClassLoader(), new Class<?>[] {contract}, console::answer);
      Constructor<?> proxy =
          Class.forName("java.io.ProxyingConsole").getDeclaredConstructor(contract);
      proxy.setAccessible(true);
      Field systems = System.class.getDeclaredField("cons");
      systems.setAccessible(true);
      systems.set(null, (Console) proxy.newInstance(cells));
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.WARNING, "System.console() is null: this JDK makes it in another way", e);
    }
  }

  /// One call of the JDK's contract for consoles.
  @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself alone
  private Object answer(Object self, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "writer" -> new PrintWriter(new Printing());
      case "reader" -> new InputStreamReader(System.in, StandardCharsets.UTF_8);
      case "charset" -> StandardCharsets.UTF_8;
      case "println" -> {
        System.out.println(arguments[0]);
        yield self;
      }
      case "print" -> {
        System.out.print(arguments[0]);
        yield self;
      }
      case "format" -> {
        System.out.print(text(arguments));
        yield self;
      }
      case "readln", "readLine" -> ask(prompt(arguments), false);
      case "readPassword" ->
          Optional.ofNullable(ask(prompt(arguments), true)).map(String::toCharArray).orElse(null);
      case "flush" -> {
        System.out.flush();
        yield null;
      }
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      case "toString" -> "the front end";
      default -> throw new UnsupportedOperationException(method.toString());
    };
  }

  /// Writes to `System.out` without keeping anything back: the JDK's proxy does not tell it of the
  /// ends of lines.
  private static final class Printing extends Writer {
    @Override
    public void write(char[] text, int offset, int length) {
      System.out.print(new String(text, offset, length));
    }

    @Override
    public void flush() {
      System.out.flush();
    }

    @Override
    public void close() {
      // The cell goes on.
    }
  }

  private static String prompt(Object[] arguments) {
    return arguments == null ? "" : arguments.length == 1 ? (String) arguments[0] : text(arguments);
  }

  /// @param arguments locale, format, and what is formatted
  private static String text(Object[] arguments) {
    return String.format((Locale) arguments[0], (String) arguments[1], (Object[]) arguments[2]);
  }

  private static String ask(String prompt, boolean password) {
    Scope scope = Scope.current();
    try {
      if (scope == null) {
        throw new IOException("the console can be read only by the threads of a cell");
      }
      System.out.flush();
      return scope.output().readLine(prompt, password);
    } catch (IOException e) {
      throw new IOError(e);
    }
  }
}
