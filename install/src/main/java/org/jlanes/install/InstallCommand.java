package org.jlanes.install;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `jlanes install`: makes the kernel known to Jupyter.
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description = "Make the kernel known to Jupyter.",
    footer = {
      "",
      "The kernel is copied: this folder may be moved or deleted afterwards.",
      "After a JDK update or a new build, install again."
    })
final class InstallCommand implements Callable<Integer> {
  private final Host host;
  @Mixin private Place place;

  InstallCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Installation installation = place.on(host);
    installation.install(Distribution.current(), Distribution.java());
    Terminal terminal = host.terminal();
    terminal.println("Installed the kernel " + place.name() + " in " + installation.folder());
    StartCache.prepare(installation, host);
    if (place.underPrefix()) {
      terminal.println(
          "A Jupyter that is not installed there finds it with JUPYTER_PATH="
              + installation.folder().getParent().getParent());
    } else {
      terminal.println("In JupyterLab choose \"Java (JLanes)\". Open it with: jlanes lab");
    }
    return 0;
  }
}
