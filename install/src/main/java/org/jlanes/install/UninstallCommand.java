package org.jlanes.install;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `jlanes uninstall`: takes the kernel away from Jupyter.
@Command(
    name = "uninstall",
    mixinStandardHelpOptions = true,
    description = "Take the kernel away from Jupyter.")
final class UninstallCommand implements Callable<Integer> {
  private final Host host;
  @Mixin private Place place;

  UninstallCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws CommandException {
    Installation installation = place.on(host);
    installation.uninstall();
    host.terminal().println("Removed " + installation.folder());
    return 0;
  }
}
