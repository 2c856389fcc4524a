package org.jlanes.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `jlanes demo`: the tutorial, run through the installed kernel before the newcomer's eyes.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Install the kernel and see the tutorial notebook run.")
final class DemoCommand implements Callable<Integer> {
  private final Host host;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "the executed notebook (default: beside the tutorial)")
  private String output;

  @Option(names = "--no-browser", description = "do not open JupyterLab at the end")
  private boolean noBrowser;

  DemoCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Terminal terminal = host.terminal();
    Path tutorial = Repository.current().tutorial();
    Installation installation =
        Installation.at(new JupyterFolders(host).userKernels(), Installation.DEFAULT_NAME);
    boolean installed = installation.ensure(Distribution.current(), Distribution.java());
    terminal.println(
        (installed ? "Installed the kernel in " : "The kernel is installed in ")
            + installation.folder());
    if (installed) {
      StartCache.prepare(installation, host);
    }
    terminal.println("Running " + tutorial + " through it:\n");

    Path executed = output == null ? writable(tutorial) : host.resolve(output);
    int exitCode =
        new NotebookJob(host, tutorial, executed).run(KernelSpec.read(installation.folder()));
    if (exitCode == 0) {
      show(executed);
    }
    return exitCode;
  }

  /// Beside the tutorial, or in the temporary folder where that is not ours to write.
  private static Path writable(Path tutorial) throws CommandException {
    Path beside = NotebookJob.beside(tutorial);
    if (Files.isWritable(tutorial.getParent())) {
      return beside;
    }
    try {
      return Files.createTempDirectory("jlanes-demo").resolve(beside.getFileName());
    } catch (IOException e) {
      throw new CommandException(
          "there is no place for the executed notebook: " + e, "Say where: -o FILE.ipynb", e);
    }
  }

  private void show(Path executed) throws CommandException, InterruptedException {
    Terminal terminal = host.terminal();
    Optional<FrontEnd> front = FrontEnd.on(host);
    if (front.isEmpty()) {
      terminal.println("\n" + FrontEnd.HOW_TO_GET_ONE);
    } else if (noBrowser || !host.canOpenBrowser()) {
      terminal.println("  Open it in " + front.get().name() + ": " + front.get().typed(executed));
    } else {
      terminal.println("  Opening it in " + front.get().name() + " (end with Ctrl-C) ...");
      front.get().open(executed);
    }
  }
}
