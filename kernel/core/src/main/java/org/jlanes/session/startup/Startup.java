package org.jlanes.session.startup;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.engine.Engine;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Locals;
import org.jlanes.runtime.scope.Scope;

/// Runs the startup files, on the thread that makes the engine: the kernel answers meanwhile, and
/// only cells wait ([#before]). A file that fails stops neither the others nor the kernel. Safe for
/// any thread.
///
/// Their cells have numbers below zero, by which the engine knows them: they are neither counted
/// nor part of the history.
public final class Startup {
  private static final System.Logger LOG = System.getLogger(Startup.class.getName());

  /// Where the engine names a place of a cell without a number.
  private static final Pattern PLACE =
      Pattern.compile("(?m)^((?:\\x1b\\[\\d+m|\\s)*(?:at )?)(line \\d+)");

  private final StartupFiles files;
  private final StartupOutput output = new StartupOutput();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private volatile boolean interrupted;
  private volatile Scope running;

  /// A startup that has not begun.
  public Startup(StartupFiles files) {
    this.files = files;
  }

  /// Runs all files, and returns when they have ended.
  public void run(Engine engine) {
    try {
      StartupFiles.Found found = files.read();
      found.problems().forEach(output::tell);
      int cells = 0;
      for (StartupFile file : found.files()) {
        for (String cell : file.cells()) {
          if (interrupted || !ran(engine, file, cell, --cells)) {
            break;
          }
        }
      }
      if (interrupted) {
        output.tell("The startup files were interrupted; not all of them have run.");
      }
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "running the startup files", e);
      output.tell("The startup files were given up: " + e);
    } finally {
      done.complete(null);
    }
  }

  private boolean ran(Engine engine, StartupFile file, String cell, int number) {
    Map<Class<?>, Object> services = new HashMap<>(engine.services());
    services.put(Locals.class, new Locals());
    Scope scope = new Scope(file.name(), number, output, services);
    running = scope;
    if (interrupted) {
      return false;
    }
    try {
      var unused = engine.run(cell, scope, true);
      return true;
    } catch (CellFailure failure) {
      report(file, cell, failure).forEach(output::tell);
      return false;
    } finally {
      running = null;
    }
  }

  private static List<String> report(StartupFile file, String cell, CellFailure failure) {
    List<String> lines = new ArrayList<>();
    String all =
        PLACE
            .matcher(String.join("\n", failure.traceback()))
            .replaceAll("$1" + Matcher.quoteReplacement(file.name()) + ", $2");
    lines.add("The startup file " + file.name() + " failed; the rest of it has not run.");
    lines.add(all);
    String advice = StartupFile.adviceOn(cell);
    if (!advice.isEmpty()) {
      lines.add(advice);
    }
    return lines;
  }

  /// Waits, on behalf of a cell, until the startup files have ended; an interrupt of the cell stops
  /// them.
  ///
  /// @param shown the cell's output, under which theirs is shown if it is the first; empty for a
  ///   cell that shows nothing
  public void before(Scope cell, Optional<CellOutput> shown) {
    shown.ifPresent(output::attach);
    if (!done.isDone()) {
      try (Scope.Registration _ = cell.onCancel(this::interrupt)) {
        done.join();
      }
    }
  }

  private void interrupt() {
    interrupted = true;
    Scope now = running;
    if (now != null) {
      now.cancel("interrupted");
    }
  }
}
