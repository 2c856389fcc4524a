package org.jlanes.engine.jshell;

import java.io.File;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import jdk.jshell.spi.ExecutionControl;
import org.jlanes.runtime.weave.Weaver;

/// Loads, redefines and runs the notebook's classes in this JVM. Called by JShell on the engine
/// thread whose turn it is; user code runs on the thread of its cell.
final class Control implements ExecutionControl {
  private final UserLoader loader;
  private final Optional<Instrumentation> instrumentation;
  private final EngineThreads engine;
  private final Consumer<List<String>> loaded;
  private final BiConsumer<String, String> standsFor;
  private long initializers;

  /// The class files of classes that were not redefined, since all that has changed is the code
  /// that runs once. JShell takes them for loaded: when the same comes again, it just runs it.
  private final Map<String, byte[]> latest = new HashMap<>();

  private Evaluation current = new Evaluation(Invocation::run);

  /// What is to be remembered of one evaluation, while others may come in between.
  private static final class Evaluation {
    private final Consumer<Invocation> cell;
    private Invocation.Outcome last;
    private boolean replaced;

    Evaluation(Consumer<Invocation> cell) {
      this.cell = cell;
    }
  }

  /// @param loaded told the binary names of classes before any of their code runs
  /// @param standsFor told of a class that it has the code of another
  Control(
      UserLoader loader,
      Optional<Instrumentation> instrumentation,
      EngineThreads engine,
      Consumer<List<String>> loaded,
      BiConsumer<String, String> standsFor) {
    this.loader = loader;
    this.instrumentation = instrumentation;
    this.engine = engine;
    this.loaded = loaded;
    this.standsFor = standsFor;
  }

  /// Who runs the code of the snippet that is evaluated next.
  void runOn(Consumer<Invocation> cellThread) {
    boolean replaced = current.replaced;
    current = new Evaluation(cellThread);
    current.replaced = replaced;
  }

  /// What runs the code of the snippet that is evaluated now.
  Consumer<Invocation> cell() {
    return current.cell;
  }

  /// What the last snippet returned or threw, or null if none of its code ran.
  Invocation.Outcome last() {
    return current.last;
  }

  /// Whether a redefinition was refused since the last call, so that JShell made new classes.
  boolean takeReplaced() {
    boolean was = current.replaced;
    current.replaced = false;
    return was;
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    Map<String, byte[]> files = byName(classes);
    loader.put(files);
    latest.keySet().removeAll(files.keySet());
    loaded.accept(List.copyOf(files.keySet()));
    boolean[] done = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      try {
        loader.loadClass(classes[i].name());
        done[i] = true;
      } catch (ClassNotFoundException | LinkageError e) {
        throw new ClassInstallException(classes[i].name() + ": " + e, done);
      }
    }
  }

  private static Map<String, byte[]> byName(ClassBytecodes[] classes) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (ClassBytecodes c : classes) {
      files.put(c.name(), c.bytecodes());
    }
    return files;
  }

  @Override
  public void redefine(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException {
    List<ClassBytecodes> changed = new ArrayList<>();
    for (ClassBytecodes each : classes) {
      if (!isToRunOnly(each)) {
        changed.add(each);
      }
    }
    if (changed.isEmpty()) {
      return;
    }
    if (instrumentation.isEmpty()) {
      current.replaced = true;
      throw new NotImplementedException("the kernel was started without its agent");
    }
    try {
      ClassDefinition[] definitions = new ClassDefinition[changed.size()];
      for (int i = 0; i < definitions.length; i++) {
        definitions[i] =
            new ClassDefinition(
                loader.loadClass(changed.get(i).name()), Weaver.weave(changed.get(i).bytecodes()));
      }
      instrumentation.get().redefineClasses(definitions);
      Map<String, byte[]> files = byName(changed.toArray(ClassBytecodes[]::new));
      loader.replace(files);
      latest.keySet().removeAll(files.keySet());
    } catch (ClassNotFoundException
        | UnmodifiableClassException
        | UnsupportedOperationException
        | LinkageError e) {
      // For example a field was added. JShell then makes new classes.
      current.replaced = true;
      throw new ClassInstallException(e.toString(), new boolean[classes.length]);
    }
  }

  /// Whether a class need not be redefined: it is the same, or its new code can be run apart.
  private boolean isToRunOnly(ClassBytecodes compiled) {
    byte[] loaded = loader.original(compiled.name()).orElse(null);
    if (loaded == null) {
      return false;
    }
    if (Arrays.equals(loaded, compiled.bytecodes())) {
      latest.remove(compiled.name());
      return true;
    }
    boolean isApart = Initializer.of(loaded, compiled.bytecodes(), initializers).isPresent();
    if (isApart) {
      latest.put(compiled.name(), compiled.bytecodes());
    }
    return isApart;
  }

  /// The code to be run in place of that of a class, if it was not redefined.
  private Optional<Initializer.Apart> apart(String className) {
    byte[] code = latest.get(className);
    return code == null
        ? Optional.empty()
        : loader
            .original(className)
            .flatMap(loaded -> Initializer.of(loaded, code, initializers++));
  }

  /// Forgets classes that have been unloaded.
  void forget(List<String> classNames) {
    latest.keySet().removeAll(classNames);
  }

  @Override
  public String invoke(String className, String methodName) throws RunException, InternalException {
    Initializer.Apart apart = apart(className).orElse(null);
    if (apart != null) {
      loader.put(Map.of(apart.name(), apart.file()));
      loaded.accept(List.of(apart.name()));
      standsFor.accept(apart.name(), className);
    }
    Invocation invocation;
    try {
      invocation = invocation(apart == null ? className : apart.name(), methodName);
    } catch (ClassNotFoundException e) {
      // The compiler died and made no class: nothing has run, whatever JShell says.
      throw new InternalException(e.toString());
    } catch (ReflectiveOperationException | LinkageError e) {
      current.last = new Invocation.Outcome(null, e);
      throw new InternalException(e.toString());
    }
    Invocation.Outcome outcome = onCell(invocation);
    current.last = outcome;
    if (outcome.error() != null) {
      // Its message is the user's code, which must not run here: it may wait, and print.
      String type = outcome.error().getClass().getName();
      throw new UserException(type, type, new StackTraceElement[0]);
    }
    return "";
  }

  /// Lets the cell that is evaluated run something on its thread, and others have the turn
  /// meanwhile.
  Invocation.Outcome onCell(Invocation invocation) {
    Evaluation mine = current;
    mine.cell.accept(invocation);
    engine.giveWayUntil(invocation.outcome());
    current = mine;
    return invocation.outcome().join();
  }

  /// Redefines classes of a snippet that JShell does not compile anew, and takes note of their
  /// class files.
  ///
  /// @param changed class files as the compiler could have made them, by binary name
  /// @param woven the same with what weaving adds
  /// @return whether the JVM could; without the agent it cannot
  boolean change(SnippetLoader own, Map<String, byte[]> changed, Map<String, byte[]> woven) {
    if (instrumentation.isEmpty()) {
      return false;
    }
    try {
      List<ClassDefinition> definitions = new ArrayList<>();
      for (Map.Entry<String, byte[]> each : woven.entrySet()) {
        definitions.add(new ClassDefinition(own.own(each.getKey()), each.getValue()));
      }
      instrumentation.get().redefineClasses(definitions.toArray(ClassDefinition[]::new));
      changed.forEach((name, file) -> own.put(name, Mentions.of(file)));
      own.link();
      return true;
    } catch (ClassNotFoundException
        | UnmodifiableClassException
        | UnsupportedOperationException
        | LinkageError e) {
      return false;
    }
  }

  /// Loads code that JShell knows nothing of and runs it.
  Invocation.Outcome run(PlainCompiler.Plain code) {
    loader.put(code.files());
    loaded.accept(List.copyOf(code.files().keySet()));
    try {
      return onCell(invocation(code.className(), PlainCompiler.Plain.METHOD));
    } catch (ReflectiveOperationException | LinkageError e) {
      return new Invocation.Outcome(null, e);
    } finally {
      loader.release(code.className());
    }
  }

  private Invocation invocation(String className, String methodName)
      throws ReflectiveOperationException {
    Method code = loader.loadClass(className).getDeclaredMethod(methodName);
    code.setAccessible(true);
    return new Invocation(className, code);
  }

  @Override
  public String varValue(String className, String name) throws InternalException {
    try {
      Field field = loader.loadClass(className).getDeclaredField(name);
      field.setAccessible(true);
      return String.valueOf(field.get(null));
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new InternalException(e.toString());
    }
  }

  @Override
  public void addToClasspath(String path) {
    for (String entry : path.split(Pattern.quote(File.pathSeparator))) {
      loader.add(Path.of(entry));
    }
  }

  @Override
  public void stop() {
    // The session cancels scopes instead.
  }

  @Override
  public Object extensionCommand(String command, Object argument) throws NotImplementedException {
    throw new NotImplementedException(command);
  }

  @Override
  public void close() {
    // The loader and its classes go with the engine.
  }
}
