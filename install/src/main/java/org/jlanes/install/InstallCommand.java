package org.jlanes.install;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `jlanes install`: makes the kernel known to Jupyter.
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description = "Make the kernel known to Jupyter.",
    footer = {
      "",
      "The kernel is copied: this folder may be moved or deleted afterwards.",
      "After a JDK update or a new build, install again; options that you do not give again stay."
    })
final class InstallCommand implements Callable<Integer> {
  private final Host host;
  @Mixin private Place place;
  @Mixin private OptionFlags flags;

  @Option(
      names = "--forget-options",
      description = "start from the defaults, not from the options of what is installed")
  private boolean forget;

  InstallCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Installation installation = place.on(host);
    Distribution distribution = Distribution.current();
    Path java = Distribution.java();
    KernelOptions given = flags.on(host);
    KernelOptions options = forget ? given : given.orElse(installation.options());
    OptionFlags.check(options, java, distribution);
    installation.install(distribution, java, options, !forget);
    Terminal terminal = host.terminal();
    terminal.println("Installed the kernel " + place.name() + " in " + installation.folder());
    if (options.any()) {
      terminal.println(
          "It is started with "
              + Stream.concat(options.jvm().stream(), options.arguments().stream())
                  .collect(Collectors.joining(" ")));
    }
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
