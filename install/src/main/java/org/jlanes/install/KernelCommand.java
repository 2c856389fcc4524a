package org.jlanes.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private OptionFlags flags;

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
    KernelOptions options = flags.on(host);
    KernelSpec spec =
        KernelSpec.of(Distribution.java(), distribution, "", options, Optional.empty());
    List<String> command =
        spec.argv().stream()
            .map(word -> word.equals("{connection_file}") ? file.toString() : word)
            .toList();
    return new BoundProgram(new ProcessBuilder(command).inheritIO()).run();
  }
}
