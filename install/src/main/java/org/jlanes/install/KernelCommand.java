package org.jlanes.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `jlanes kernel CONNECTION_FILE`: runs the kernel in the foreground, for front ends that start it
/// themselves and for looking at its log.
@Command(
    name = "kernel",
    mixinStandardHelpOptions = true,
    description = "Run the kernel on a connection file, in the foreground.")
final class KernelCommand implements Callable<Integer> {
  private final Host host;

  @Parameters(paramLabel = "CONNECTION_FILE", description = "as Jupyter writes it")
  private String connectionFile;

  KernelCommand(Host host) {
    this.host = host;
  }

  /// A process of its own: the kernel needs the manifest of its jar (agent, exports).
  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    Path file = host.resolve(connectionFile);
    if (!Files.isReadable(file)) {
      throw new CommandException(
          "there is no readable connection file " + file,
          """
          Jupyter writes one when it starts a kernel; `jupyter --runtime-dir` says where.
          To just run a notebook:  jlanes run NOTEBOOK\
          """);
    }
    Distribution distribution = Distribution.current();
    Process kernel =
        new ProcessBuilder(
                Distribution.java().toString(),
                "-jar",
                distribution.kernelJar().toString(),
                file.toString())
            .inheritIO()
            .start();
    Thread ender = new Thread(kernel::destroy, "end-kernel");
    Runtime.getRuntime().addShutdownHook(ender);
    return kernel.waitFor();
  }
}
