package org.jlanes.engine.jshell;

import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.api.JavacTaskPool;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.ModuleSymbol;
import com.sun.tools.javac.code.Symbol.TypeSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Name;
import com.sun.tools.javac.util.Names;
import java.io.Writer;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import jdk.jshell.JShell;

/// Gives JShell compilers that know which of their classes are the notebook's. After each of its
/// tasks, of which a declaration takes three, JShell looks for them among all that the compiler has
/// ever heard of: more than a millisecond for the JDK's ten thousand.
///
/// Reaches into JShell as [DeadSnippets] does; where it is not as expected, it goes on looking. For
/// the engine thread that has the turn.
final class CompilerPool {
  private static final System.Logger LOG = System.getLogger(CompilerPool.class.getName());

  /// How many compilers JShell keeps.
  private static final int MOST = 5;

  /// The package of JShell's classes.
  private static final String OWN = "REPL.";

  private Object tasks;
  private Field pool;

  CompilerPool(JShell jshell) {
    try {
      Field factory = JShell.class.getDeclaredField("taskFactory");
      factory.setAccessible(true);
      tasks = factory.get(jshell);
      pool = tasks.getClass().getDeclaredField("javacTaskPool");
      pool.setAccessible(true);
    } catch (ReflectiveOperationException | RuntimeException e) {
      giveUp(e);
    }
  }

  /// Before each evaluation: JShell makes itself a new pool when its class path has changed.
  void prepare() {
    try {
      if (pool != null && !(pool.get(tasks) instanceof Pool)) {
        pool.set(tasks, new Pool());
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      giveUp(e);
    }
  }

  private void giveUp(Exception e) {
    pool = null;
    LOG.log(
        Level.WARNING,
        "JShell's compilers are not as expected in this JDK: each cell takes some milliseconds"
            + " longer",
        e);
  }

  private static final class Pool extends JavacTaskPool {
    Pool() {
      super(MOST);
    }

    @Override
    public <Z> Z getTask(
        Writer out,
        JavaFileManager files,
        DiagnosticListener<? super JavaFileObject> listener,
        Iterable<String> options,
        Iterable<String> classes,
        Iterable<? extends JavaFileObject> units,
        Worker<Z> worker) {
      return super.getTask(
          out,
          files,
          listener,
          options,
          classes,
          units,
          task -> {
            Symbols.prepare(((BasicJavacTask) task).getContext());
            return worker.withTask(task);
          });
    }
  }

  /// A compiler's table of names.
  private static final class Symbols extends Symtab {
    private final Name prefix;
    private final Set<ClassSymbol> own = Collections.newSetFromMap(new IdentityHashMap<>());

    private Symbols(Context context) {
      super(context);
      prefix = Names.instance(context).fromString(OWN);
    }

    /// For a compiler that has no table yet; one that has is one of ours already.
    static void prepare(Context context) {
      if (context.get(symtabKey) == null) {
        context.put(symtabKey, (Context.Factory<Symtab>) Symbols::new);
      }
    }

    /// Those that JShell is looking for, which it then removes. Nobody else asks but annotation
    /// processing, which it has switched off.
    @Override
    public Iterable<ClassSymbol> getAllClasses() {
      List<ClassSymbol> all = new ArrayList<>(own);
      own.clear();
      return all;
    }

    @Override
    public ClassSymbol enterClass(ModuleSymbol module, Name name) {
      return noted(super.enterClass(module, name));
    }

    @Override
    public ClassSymbol enterClass(ModuleSymbol module, Name name, TypeSymbol owner) {
      return noted(super.enterClass(module, name, owner));
    }

    private ClassSymbol noted(ClassSymbol symbol) {
      // The table is filled while it is made.
      if (prefix != null && symbol.flatname.startsWith(prefix)) {
        own.add(symbol);
      }
      return symbol;
    }
  }
}
