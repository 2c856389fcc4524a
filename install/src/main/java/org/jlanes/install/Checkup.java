package org.jlanes.install;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The single checks of `jlanes doctor`.
///
/// @param host the machine
/// @param java the `java` that starts kernels
/// @param build what is built
/// @param patience how long a program may take to tell its version
record Checkup(Host host, Path java, Build build, Duration patience) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration KERNEL_PATIENCE = Duration.ofSeconds(60);

  /// Of this machine and of what this command is part of.
  static Checkup of(Host host) {
    return new Checkup(host, Distribution.java(), Distribution::current, PATIENCE);
  }

  /// Finds what is built; it may be incomplete, and the other checks are made all the same.
  @FunctionalInterface
  interface Build {
    Distribution find() throws CommandException;
  }

  /// One check.
  @FunctionalInterface
  interface Step {
    Finding take() throws InterruptedException;
  }

  /// The JVM that runs this command, which the script chose and the kernelspec will name.
  Finding jdk() {
    return jdk(
        Runtime.version(),
        System.getProperty("java.home"),
        ModuleFinder.ofSystem().find("jdk.jshell").isPresent());
  }

  /// The same for any JVM.
  ///
  /// @param complete whether it can compile cells
  static Finding jdk(Runtime.Version version, String home, boolean complete) {
    String found = version + " in " + home;
    String fix = "Install a JDK 25: https://adoptium.net/temurin/releases/?version=25";
    if (version.feature() < 25) {
      return Finding.bad("JDK", found + " is older than 25", fix);
    }
    return complete
        ? Finding.good("JDK", found)
        : Finding.bad("JDK", found + " is a JRE: it has no compiler", fix);
  }

  /// What the native lane compiles with.
  Finding compiler() throws InterruptedException {
    Optional<Path> compiler = host.find("gcc", "clang", "cc");
    if (compiler.isEmpty()) {
      return Finding.bad(
          "C compiler",
          "none of gcc, clang and cc is on the PATH; %%native will not work",
          host.mac()
              ? "xcode-select --install"
              : "sudo apt install gcc libc6-dev     (Fedora: sudo dnf install gcc)");
    }
    Path program = compiler.get();
    Probe.Answer answer = new Probe(program, patience).ask("--version");
    return answer.good()
        ? Finding.good("C compiler", answer.text() + " (" + program + ")")
        : Finding.bad(
            "C compiler", program + " " + answer.text(), "Try: " + program + " --version");
  }

  /// A front end.
  Finding jupyter() throws InterruptedException {
    Optional<FrontEnd> front = FrontEnd.on(host);
    if (front.isEmpty()) {
      return Finding.bad(
          "Jupyter", "no JupyterLab and no classic notebook on the PATH", FrontEnd.HOW_TO_GET_ONE);
    }
    String program = front.get().command().getFirst();
    Probe.Answer answer = new Probe(Path.of(program), patience).ask("--version");
    return answer.good()
        ? Finding.good("Jupyter", front.get().name() + " " + answer.text() + " (" + program + ")")
        : Finding.bad(
            "Jupyter",
            program + " " + answer.text(),
            "See what it says: " + program + " --version");
  }

  /// The kernelspec that front ends will find first.
  Finding kernelSpec() {
    String fix = "jlanes install";
    for (Path kernels : new JupyterFolders(host).searchPath()) {
      Path folder = kernels.resolve(Installation.DEFAULT_NAME);
      if (!Files.exists(folder.resolve(KernelSpec.FILE))) {
        continue;
      }
      try {
        Path started = Path.of(KernelSpec.read(folder).argv().getFirst());
        if (!Files.isExecutable(started)) {
          return Finding.bad("kernelspec", folder + " starts " + started + ", which is gone", fix);
        }
        return Installation.at(kernels, Installation.DEFAULT_NAME).upToDate(build.find())
            ? Finding.good("kernelspec", folder.toString())
            : Finding.bad("kernelspec", folder + " is not of this build", fix);
      } catch (CommandException | IOException | RuntimeException e) {
        return Finding.bad("kernelspec", folder + ": " + e.getMessage(), fix);
      }
    }
    return Finding.bad("kernelspec", "the kernel is not installed for Jupyter", fix);
  }

  /// A real kernel, a real cell.
  Finding roundTrip() throws InterruptedException {
    try {
      KernelSpec spec = KernelSpec.of(java, build.find(), "");
      return new RoundTrip(spec, host.directory(), KERNEL_PATIENCE, KERNEL_PATIENCE).take();
    } catch (CommandException e) {
      return Finding.bad(RoundTrip.SUBJECT, e.getMessage(), e.advice());
    }
  }
}
