package org.jlanes.install;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jlanes run NOTEBOOK`: runs a notebook without a front end.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Run a notebook without a front end, and print each cell with its output.",
    footer = {
      "",
      "The exit code is 0 if every cell succeeded, 1 if one failed; the rest is not run then.",
      "A cell tagged raises-exception may fail."
    })
final class RunCommand implements Callable<Integer> {
  private final Host host;

  @Parameters(paramLabel = "NOTEBOOK", description = "an .ipynb file")
  private String notebook;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "the executed notebook (default: NOTEBOOK with .executed.ipynb)")
  private String output;

  @Mixin private OptionFlags flags;

  RunCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Path file = host.resolve(notebook);
    Path target = output == null ? NotebookJob.beside(file) : host.resolve(output);
    KernelOptions options = flags.on(host);
    Distribution distribution = Distribution.current();
    OptionFlags.check(options, Distribution.java(), distribution);
    KernelSpec spec =
        KernelSpec.of(
            Distribution.java(), distribution, "Java (JLanes)", options, Optional.empty());
    return new NotebookJob(host, file, target).run(spec);
  }
}
