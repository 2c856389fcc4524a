package org.jlanes.install;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A Jupyter front end on this machine.
///
/// @param name what it is called
/// @param command how it is started, without the notebook
record FrontEnd(String name, List<String> command) {
  /// What to type to get one. `pip install` alone is refused by most systems' Python (PEP 668).
  static final String HOW_TO_GET_ONE =
      """
      JupyterLab is not installed (nothing named jupyter-lab or jupyter-notebook is on the PATH).
        With pipx:      pipx install jupyterlab
        With venv:      python3 -m venv ~/jupyter && ~/jupyter/bin/pip install jupyterlab
                        PATH=~/jupyter/bin:$PATH install/jlanes lab
        Debian:         sudo apt install jupyter-notebook        (the classic notebook)
        conda:          conda install -c conda-forge jupyterlab\
      """;

  /// JupyterLab if there is one, else the classic notebook.
  static Optional<FrontEnd> on(Host host) {
    return Stream.of(
            front(host, "JupyterLab", "jupyter-lab"),
            front(host, "Jupyter Notebook", "jupyter-notebook"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<FrontEnd> front(Host host, String name, String program) {
    return host.find(program).map(file -> new FrontEnd(name, List.of(file.toString())));
  }

  /// The command line as a user would type it.
  String typed(Path opened) {
    return String.join(" ", command) + " " + opened;
  }

  /// Runs the front end in the foreground until the user ends it.
  ///
  /// @return its exit status
  int open(Path opened) throws CommandException, InterruptedException {
    List<String> line = Stream.concat(command.stream(), Stream.of(opened.toString())).toList();
    try {
      return Foreground.run(line);
    } catch (IOException e) {
      throw new CommandException(
          name + " does not start: " + e.getMessage(), "Try it yourself: " + typed(opened), e);
    }
  }
}
