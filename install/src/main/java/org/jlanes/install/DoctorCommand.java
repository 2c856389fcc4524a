package org.jlanes.install;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `jlanes doctor`: says what works on this machine, and how to mend what does not.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Check the JDK, the C compiler, Jupyter and the kernel, and say how to mend them.",
    footer = {"", "The exit code is 0 if everything works, else 1."})
final class DoctorCommand implements Callable<Integer> {
  private final Host host;

  DoctorCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    Terminal terminal = host.terminal();
    Checkup checkup = Checkup.of(host);
    boolean well = true;
    for (Checkup.Step step :
        List.<Checkup.Step>of(
            checkup::jdk,
            checkup::compiler,
            checkup::jupyter,
            checkup::kernelSpec,
            checkup::roundTrip)) {
      Finding finding = step.take();
      well &= finding.good();
      terminal.println(
          (finding.good()
                  ? terminal.style(Terminal.Style.GREEN, "✓ ")
                  : terminal.style(Terminal.Style.RED, "✗ "))
              + "%-12s".formatted(finding.subject())
              + finding.text());
      if (!finding.good()) {
        terminal.print(finding.fix().strip().indent(14));
      }
    }
    terminal.println(well ? "Everything works." : "See the lines marked ✗ for what to do.");
    return well ? 0 : 1;
  }
}
