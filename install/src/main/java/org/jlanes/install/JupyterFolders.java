package org.jlanes.install;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Where Jupyter looks for kernelspecs, by its own rules.
///
/// @see <a href="https://docs.jupyter.org/en/latest/use/jupyter-directories.html">Common
///   directories and file locations</a>
public record JupyterFolders(Host host) {
  /// The folder of kernelspecs inside a data folder.
  private static final String KERNELS = "kernels";

  /// The user's data folder: `JUPYTER_DATA_DIR`, or the platform's.
  public Path userData() {
    return host.variable("JUPYTER_DATA_DIR").map(host::resolve).orElseGet(this::platformData);
  }

  /// Where the user's own kernelspecs are.
  public Path userKernels() {
    return userData().resolve(KERNELS);
  }

  /// Where the kernelspecs under an installation prefix are, such as `/usr/local` or a virtual
  /// environment.
  public Path prefixKernels(Path prefix) {
    return prefix.resolve("share").resolve("jupyter").resolve(KERNELS);
  }

  /// All folders of kernelspecs that a Jupyter on this machine is known to look into, first match
  /// first. A Jupyter in a virtual environment looks into that one too.
  public List<Path> searchPath() {
    Set<Path> found = new LinkedHashSet<>();
    host.variable("JUPYTER_PATH").stream()
        .flatMap(paths -> Arrays.stream(paths.split(File.pathSeparator)))
        .filter(path -> !path.isEmpty())
        .forEach(path -> found.add(host.resolve(path).resolve(KERNELS)));
    found.add(userKernels());
    for (String variable : new String[] {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
      host.variable(variable).ifPresent(prefix -> found.add(prefixKernels(host.resolve(prefix))));
    }
    if (!host.windows()) {
      found.add(prefixKernels(Path.of("/usr/local")));
      found.add(prefixKernels(Path.of("/usr")));
    }
    return List.copyOf(found);
  }

  private Path platformData() {
    if (host.mac()) {
      return host.home().resolve("Library").resolve("Jupyter");
    }
    if (host.windows()) {
      return host.variable("APPDATA")
          .map(Path::of)
          .orElseGet(() -> host.home().resolve("AppData").resolve("Roaming"))
          .resolve("jupyter");
    }
    return host.variable("XDG_DATA_HOME")
        .map(host::resolve)
        .orElseGet(() -> host.home().resolve(".local").resolve("share"))
        .resolve("jupyter");
  }
}
