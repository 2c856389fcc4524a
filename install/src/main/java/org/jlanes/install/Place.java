package org.jlanes.install;

import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// The options that say which kernelspec is meant: for the user or under a prefix, and its name.
final class Place {
  @ArgGroup(exclusive = true)
  private Root root = new Root();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "the kernelspec's name (default: ${DEFAULT-VALUE})",
      defaultValue = Installation.DEFAULT_NAME)
  private String name;

  /// Where the kernelspec is.
  Installation on(Host host) throws CommandException {
    JupyterFolders folders = new JupyterFolders(host);
    Path kernels =
        root.prefix == null
            ? folders.userKernels()
            : folders.prefixKernels(host.resolve(root.prefix));
    return Installation.at(kernels, name);
  }

  /// Whether the kernelspec lies under a prefix.
  boolean underPrefix() {
    return root.prefix != null;
  }

  /// The kernelspec's name.
  String name() {
    return name;
  }

  /// Either of the two.
  static final class Root {
    @Option(names = "--user", description = "in your own Jupyter data folder; this is the default")
    // Says what is the default; nothing asks for it.
    boolean user;

    @Option(
        names = "--prefix",
        paramLabel = "DIR",
        description = "in DIR/share/jupyter, such as /usr/local or a virtual environment")
    private String prefix;
  }
}
