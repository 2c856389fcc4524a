package org.jlanes.install;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `jlanes`: its subcommands, and how their failures are told.
///
/// Exit codes: 0 success, 1 something failed and has been explained, 2 the command line is wrong.
@Command(
    name = "jlanes",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "A Jupyter kernel for Java with four parallel lanes.",
    subcommands = {
      DemoCommand.class,
      InstallCommand.class,
      UninstallCommand.class,
      RunCommand.class,
      LabCommand.class,
      DoctorCommand.class,
      KernelCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {"", "Start with:  jlanes demo"})
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /// Started by the script `install/jlanes`.
  public static void main(String[] args) {
    System.exit(run(Host.current(), args));
  }

  /// Runs one command.
  ///
  /// @return the exit code
  public static int run(Host host, String... args) {
    Terminal terminal = host.terminal();
    CommandLine line = new CommandLine(new Main(), new Commands(host));
    line.setOut(terminal.out());
    line.setErr(terminal.err());
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            terminal.styled() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setExecutionExceptionHandler((failure, command, parsed) -> report(terminal, failure));
    return line.execute(args);
  }

  private static int report(Terminal terminal, Exception failure) throws Exception {
    if (!(failure instanceof CommandException explained)) {
      throw failure;
    }
    terminal.problem(explained.getMessage(), explained.advice());
    return 1;
  }

  /// Without a subcommand: the help.
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /// Gives each command the machine it runs on.
  private record Commands(Host host) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      for (var constructor : type.getDeclaredConstructors()) {
        if (constructor.getParameterCount() == 1
            && constructor.getParameterTypes()[0] == Host.class) {
          return type.cast(constructor.newInstance(host));
        }
      }
      return CommandLine.defaultFactory().create(type);
    }
  }

  /// The version in the jar's manifest.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"JLanes " + Distribution.version()};
    }
  }
}
