package org.jlanes.install;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `jlanes lab`: opens the tutorials in JupyterLab.
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    description = "Open the tutorials in JupyterLab, or in the classic notebook.")
final class LabCommand implements Callable<Integer> {
  private final Host host;

  LabCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Path notebooks = Repository.current().notebooks();
    Terminal terminal = host.terminal();
    Optional<FrontEnd> front = FrontEnd.on(host);
    if (front.isEmpty()) {
      throw new CommandException("there is no JupyterLab to open", FrontEnd.HOW_TO_GET_ONE);
    }
    Installation installation =
        Installation.at(new JupyterFolders(host).userKernels(), Installation.DEFAULT_NAME);
    if (installation.ensure(Distribution.current(), Distribution.java())) {
      terminal.println("Installed the kernel in " + installation.folder());
      StartCache.prepare(installation, host);
    }
    terminal.println("Opening " + front.get().name() + " on " + notebooks + " (end with Ctrl-C)");
    return front.get().open(notebooks);
  }
}
