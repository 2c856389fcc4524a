package org.jlanes.engine.jshell;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.runtime.system.JvmOptions;

/// What options of the compiler need of the running JVM: code that compiles with them has to run,
/// too. Any thread.
final class LiveModules {
  private static final Pattern EXPORTS =
      Pattern.compile("--add-exports=([^/]+)/([^=]+)=ALL-UNNAMED");
  private static final String MODULES = "--add-modules=";
  private static final String PREVIEW = "--enable-preview";

  private final Optional<Instrumentation> instrumentation;

  LiveModules(Optional<Instrumentation> instrumentation) {
    this.instrumentation = instrumentation;
  }

  /// Something that a running JVM lacks.
  ///
  /// @param what what is lacking
  /// @param option the JVM's option that brings it
  record Lack(String what, String option) {}

  /// What options of the compiler need and only another start of the JVM can bring.
  static Optional<Lack> lack(List<String> compilerOptions) {
    for (String option : compilerOptions) {
      if (option.equals(PREVIEW) && !JvmOptions.preview()) {
        return Optional.of(new Lack("this kernel was started without preview features", PREVIEW));
      }
      if (option.startsWith(MODULES)) {
        for (String name : option.substring(MODULES.length()).split(",")) {
          if (ModuleLayer.boot().findModule(name).isEmpty()) {
            return Optional.of(
                new Lack("this kernel was started without the module " + name, option));
          }
        }
      }
    }
    return Optional.empty();
  }

  /// Exports the packages that options of the compiler export, in this JVM and in the workers to
  /// come.
  ///
  /// @param compilerOptions which the compiler takes
  /// @return why that is not possible
  Optional<String> export(List<String> compilerOptions) {
    for (String option : compilerOptions) {
      Matcher exports = EXPORTS.matcher(option);
      if (exports.matches()) {
        if (!export(exports.group(1), exports.group(2))) {
          return Optional.of(
              "this JVM exports nothing after its start; give it the option then: %jvm " + option);
        }
        JvmOptions.added(option);
      }
    }
    return Optional.empty();
  }

  /// The snippets have loaders of their own, each with an unnamed module: to all of them, those to
  /// come included, only the JDK itself can export.
  private boolean export(String moduleName, String packageName) {
    Optional<Module> module = ModuleLayer.boot().findModule(moduleName);
    if (module.isEmpty() || !module.get().getPackages().contains(packageName)) {
      // The compiler says so.
      return true;
    }
    if (instrumentation.isEmpty()) {
      return false;
    }
    Module ours = LiveModules.class.getModule();
    instrumentation
        .get()
        .redefineModule(
            Object.class.getModule(),
            Set.of(),
            Map.of(),
            Map.of("java.lang", Set.of(ours)),
            Set.of(),
            Map.of());
    try {
      Method method = Module.class.getDeclaredMethod("implAddExportsToAllUnnamed", String.class);
      method.setAccessible(true);
      method.invoke(module.get(), packageName);
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      System.getLogger(LiveModules.class.getName())
          .log(System.Logger.Level.WARNING, "cannot export " + packageName, e);
      return false;
    }
  }
}
