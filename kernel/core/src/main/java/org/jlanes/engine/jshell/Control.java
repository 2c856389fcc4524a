package org.jlanes.engine.jshell;

import java.io.File;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import jdk.jshell.spi.ExecutionControl;
import org.jlanes.runtime.weave.Weaver;

/// Loads, redefines and runs the notebook's classes in this JVM. Called by JShell on the engine
/// thread; user code runs on the thread of the cell.
final class Control implements ExecutionControl {
  private final UserLoader loader;
  private final Optional<Instrumentation> instrumentation;
  private final EngineThread engine;
  private final Consumer<List<String>> loaded;
  private Consumer<Invocation> cell;
  private Invocation.Outcome last;
  private boolean replaced;

  /// @param loaded told the binary names of classes before any of their code runs
  Control(
      UserLoader loader,
      Optional<Instrumentation> instrumentation,
      EngineThread engine,
      Consumer<List<String>> loaded) {
    this.loader = loader;
    this.instrumentation = instrumentation;
    this.engine = engine;
    this.loaded = loaded;
  }

  /// Who runs the code of the snippet that is evaluated next.
  void runOn(Consumer<Invocation> cellThread) {
    cell = cellThread;
    last = null;
  }

  /// What the last snippet returned or threw, or null if none of its code ran.
  Invocation.Outcome last() {
    return last;
  }

  /// Whether a redefinition was refused since the last call, so that JShell made new classes.
  boolean takeReplaced() {
    boolean was = replaced;
    replaced = false;
    return was;
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    for (ClassBytecodes c : classes) {
      loader.put(c.name(), c.bytecodes());
    }
    loaded.accept(java.util.Arrays.stream(classes).map(ClassBytecodes::name).toList());
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

  @Override
  public void redefine(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException {
    if (instrumentation.isEmpty()) {
      replaced = true;
      throw new NotImplementedException("the kernel was started without its agent");
    }
    try {
      ClassDefinition[] definitions = new ClassDefinition[classes.length];
      for (int i = 0; i < classes.length; i++) {
        definitions[i] =
            new ClassDefinition(
                loader.loadClass(classes[i].name()), Weaver.weave(classes[i].bytecodes()));
      }
      instrumentation.get().redefineClasses(definitions);
      for (ClassBytecodes c : classes) {
        loader.put(c.name(), c.bytecodes());
      }
    } catch (ClassNotFoundException
        | UnmodifiableClassException
        | UnsupportedOperationException
        | LinkageError e) {
      // For example a field was added. JShell then makes new classes.
      replaced = true;
      throw new ClassInstallException(e.toString(), new boolean[classes.length]);
    }
  }

  @Override
  public String invoke(String className, String methodName) throws RunException, InternalException {
    Method code;
    try {
      code = loader.loadClass(className).getDeclaredMethod(methodName);
      code.setAccessible(true);
    } catch (ReflectiveOperationException | LinkageError e) {
      last = new Invocation.Outcome(null, e);
      throw new InternalException(e.toString());
    }
    Invocation invocation = new Invocation(className, code);
    cell.accept(invocation);
    engine.workUntil(invocation.outcome());
    last = invocation.outcome().join();
    if (last.error() != null) {
      throw new UserException(
          String.valueOf(last.error()),
          last.error().getClass().getName(),
          new StackTraceElement[0]);
    }
    return "";
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
