package org.jlanes.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jlanes.client.Output;

/// The single checks of `jlanes doctor`.
///
/// @param host the machine
record Checkup(Host host) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// What a check has found.
  ///
  /// @param subject what was looked at
  /// @param good whether it works
  /// @param text what was found
  /// @param fix what to do if it does not work
  record Finding(String subject, boolean good, String text, String fix) {
    static Finding good(String subject, String text) {
      return new Finding(subject, true, text, "");
    }

    static Finding bad(String subject, String text, String fix) {
      return new Finding(subject, false, text, fix);
    }
  }

  /// One check.
  @FunctionalInterface
  interface Step {
    Finding take() throws InterruptedException;
  }

  /// The JVM that runs this command, which the script chose and the kernelspec will name.
  Finding jdk() {
    String home = System.getProperty("java.home");
    String found = Runtime.version() + " in " + home;
    String fix = "Install a JDK 25: https://adoptium.net/temurin/releases/?version=25";
    if (Runtime.version().feature() < 25) {
      return Finding.bad("JDK", found + " is older than 25", fix);
    }
    boolean complete =
        ModuleLayer.boot().findModule("jdk.jshell").isPresent()
            || java.lang.module.ModuleFinder.ofSystem().find("jdk.jshell").isPresent();
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
    String version = firstLine(compiler.get().toString(), "--version");
    return version.isEmpty()
        ? Finding.bad("C compiler", compiler.get() + " does not run", "Try: gcc --version")
        : Finding.good("C compiler", version + " (" + compiler.get() + ")");
  }

  /// A front end.
  Finding jupyter() throws InterruptedException {
    Optional<FrontEnd> front = FrontEnd.on(host);
    if (front.isEmpty()) {
      return Finding.bad(
          "Jupyter", "no JupyterLab and no classic notebook on the PATH", FrontEnd.HOW_TO_GET_ONE);
    }
    String program = front.get().command().getFirst();
    String version = firstLine(program, "--version");
    return version.isEmpty()
        ? Finding.bad(
            "Jupyter", program + " does not run", "See what it says: " + program + " --version")
        : Finding.good("Jupyter", front.get().name() + " " + version + " (" + program + ")");
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
        Path java = Path.of(KernelSpec.read(folder).argv().getFirst());
        if (!Files.isExecutable(java)) {
          return Finding.bad("kernelspec", folder + " starts " + java + ", which is gone", fix);
        }
        return Installation.at(kernels, Installation.DEFAULT_NAME).upToDate(Distribution.current())
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
    long start = System.nanoTime();
    try {
      KernelSpec spec = KernelSpec.of(Distribution.java(), Distribution.current(), "");
      AtomicReference<String> shown = new AtomicReference<>("");
      try (LocalKernel kernel = LocalKernel.start(spec, host.directory())) {
        CellExecutor.Reply reply =
            kernel.execute(
                "1 + 1",
                "",
                output -> {
                  if (output instanceof Output.Result result) {
                    shown.set(result.data().get("text/plain").getAsString());
                  }
                });
        if (!reply.succeeded() || !shown.get().equals("2")) {
          return Finding.bad(
              "round trip",
              "the cell `1 + 1` gave `" + shown + "` " + reply.name() + " " + reply.text(),
              ADVICE);
        }
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      return Finding.good("round trip", "a kernel started and ran `1 + 1` in " + millis + " ms");
    } catch (CommandException | IOException e) {
      return Finding.bad("round trip", e.getMessage(), ADVICE);
    }
  }

  private static final String ADVICE =
      """
      The kernel speaks over sockets of 127.0.0.1: does a firewall or a container forbid them?
      Built half? mvn -q -DskipTests clean package
      Its own words: jlanes kernel CONNECTION_FILE (a file that Jupyter wrote)\
      """;

  private static String firstLine(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "";
      }
      return process.exitValue() == 0 ? text.lines().findFirst().orElse("").strip() : "";
    } catch (IOException e) {
      return "";
    }
  }
}
