package org.jlanes.install;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jlanes.install.notebook.Notebook;
import org.jlanes.install.notebook.NotebookException;

/// Runs a notebook file through a kernel of its own and writes the executed copy, whatever happens.
///
/// @param host the machine
/// @param notebookFile the notebook
/// @param output where the executed notebook goes
record NotebookJob(Host host, Path notebookFile, Path output) {
  /// The executed copy beside a notebook: `a.ipynb` becomes `a.executed.ipynb`.
  static Path beside(Path notebookFile) {
    String name = notebookFile.getFileName().toString();
    return notebookFile.resolveSibling(name.replaceFirst("(\\.ipynb)?$", ".executed.ipynb"));
  }

  /// Runs the notebook and tells how it went.
  ///
  /// @return 0, or 1 if a cell failed
  /// @throws CommandException if the notebook is damaged, the kernel does not start or dies, or the
  ///   executed notebook cannot be written
  int run(KernelSpec spec) throws CommandException, InterruptedException {
    Notebook notebook = read();
    Terminal terminal = host.terminal();
    refuseOtherLanguage(notebook);
    ExecutedNotebook executed = new ExecutedNotebook(output);
    executed.refuseUnwritable();
    try (LocalKernel kernel = LocalKernel.start(spec, notebookFile.toAbsolutePath().getParent())) {
      notebook.metadata().add("language_info", kernel.languageInfo());
      NotebookRun run = new NotebookRun(notebook, kernel, new RunConsole(terminal));
      // Ctrl-C: what has run is kept, and the kernel is ended by its own hook.
      Thread keeper = new Thread(() -> keep(run, executed), "keep-notebook");
      Runtime.getRuntime().addShutdownHook(keeper);
      try {
        Optional<NotebookRun.Failure> failure = run.run();
        executed.write(run.snapshot());
        return failure.isEmpty() ? succeeded(run) : failed(failure.get());
      } catch (IOException e) {
        executed.write(run.snapshot());
        throw new CommandException(
            "the kernel died: " + e.getMessage(),
            "What had run until then is in " + output + "\n" + "Look for the cause: jlanes doctor",
            e);
      } finally {
        forget(keeper);
      }
    }
  }

  private Notebook read() throws CommandException {
    try {
      return Notebook.read(notebookFile);
    } catch (NotebookException e) {
      throw new CommandException(e.getMessage(), e.advice(), e);
    }
  }

  private void refuseOtherLanguage(Notebook notebook) throws CommandException {
    String language = notebook.language();
    if (!language.isEmpty() && !language.equals("java")) {
      throw new CommandException(
          notebookFile + " is a notebook for " + language + ", not for Java",
          """
          Run it with its own kernel:  jupyter nbconvert --to notebook --execute NOTEBOOK
          Is its code Java after all?  Choose the kernel "Java (JLanes)" in JupyterLab and save.\
          """);
    }
  }

  private int succeeded(NotebookRun run) {
    Terminal terminal = host.terminal();
    int count = run.executed();
    String cells = count + (count == 1 ? " cell ran" : " cells ran");
    terminal.println(
        terminal.style(Terminal.Style.GREEN, "✓ ")
            + (run.allowed() == 0
                ? cells + " without failure."
                : cells + "; " + run.allowed() + " failed, as the tag raises-exception allows."));
    terminal.println("  The executed notebook: " + output);
    return 0;
  }

  private int failed(NotebookRun.Failure failure) {
    host.terminal()
        .problem(
            "cell "
                + failure.count()
                + " (the "
                + ordinal(failure.cell().position())
                + " cell of "
                + notebookFile.getFileName()
                + ") failed: "
                + failure.name()
                + (failure.text().isBlank() ? "" : ": " + firstLine(failure.text())),
            "What ran is kept, with its outputs: "
                + output
                + "\nIs the failure meant to be shown? Tag the cell raises-exception.");
    return 1;
  }

  private void keep(NotebookRun run, ExecutedNotebook executed) {
    try {
      executed.write(run.snapshot());
      host.terminal().err().println("\njlanes: stopped. What ran is kept: " + output);
    } catch (CommandException e) {
      host.terminal().err().println("jlanes: " + e.getMessage());
    }
  }

  private static void forget(Thread keeper) {
    try {
      Runtime.getRuntime().removeShutdownHook(keeper);
    } catch (IllegalStateException alreadyEnding) {
      // The hook runs: it has the last word.
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static String ordinal(int number) {
    int tens = number % 100;
    return number
        + switch (tens >= 11 && tens <= 13 ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
  }
}
