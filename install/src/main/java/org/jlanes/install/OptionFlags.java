package org.jlanes.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Stack;
import org.jlanes.kernel.OptionsCheck;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The options of commands that say what a kernel is started with.
final class OptionFlags {
  /// Startup files that the JDK brings.
  private static final Set<String> OF_THE_JDK = Set.of("DEFAULT", "PRINTING", "JAVASE");

  private static final String PREVIEW = "--enable-preview";

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      parameterConsumer = AnyWord.class,
      description = "an option of the JVM: --jvm-option=-Xmx4g; may be repeated")
  private List<String> jvm = List.of();

  @Option(
      names = "--javac-option",
      paramLabel = "OPTION",
      parameterConsumer = AnyWord.class,
      description = "an option for compiling cells: --javac-option=-Xlint:all; may be repeated")
  private List<String> javac = List.of();

  @Option(names = "--enable-preview", description = "switch preview features of Java on")
  private boolean preview;

  @Option(
      names = "--startup",
      paramLabel = "FILE",
      description =
          "a file of cells that run before the first cell, behind those in ~/.jlanes/startup;"
              + " or DEFAULT, PRINTING, JAVASE, as in jshell; may be repeated")
  private List<String> startup = List.of();

  @Option(names = "--no-startup", description = "run no files of ~/.jlanes/startup")
  private boolean noStartup;

  /// Takes the next word, whatever it is: what is an option of the JVM or the compiler may be one
  /// of this command, too.
  static final class AnyWord implements IParameterConsumer {
    @Override
    @SuppressWarnings("JdkObsolete") // picocli's
    public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
      if (words.isEmpty()) {
        throw new ParameterException(
            command.commandLine(),
            "Missing required parameter for option '" + option.paramLabel() + "'");
      }
      List<String> all = new ArrayList<>(option.<List<String>>getValue());
      all.add(words.pop());
      option.setValue(all);
    }
  }

  /// What was given.
  ///
  /// @throws CommandException if a startup file cannot be read
  KernelOptions on(Host host) throws CommandException {
    List<String> options = new ArrayList<>(jvm);
    if ((preview || javac.contains(PREVIEW)) && !options.contains(PREVIEW)) {
      // The compiler takes it over from the JVM.
      options.add(PREVIEW);
    }
    List<String> files = new ArrayList<>();
    for (String each : startup) {
      files.add(OF_THE_JDK.contains(each) ? each : file(host, each));
    }
    return new KernelOptions(
        List.copyOf(options),
        javac.stream().filter(each -> !each.equals(PREVIEW)).toList(),
        files,
        !noStartup);
  }

  private static String file(Host host, String name) throws CommandException {
    Path file = host.resolve(name).toAbsolutePath().normalize();
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new CommandException(
          "there is no readable startup file " + file,
          "Give a file, or DEFAULT, PRINTING or JAVASE: --startup setup.jsh");
    }
    return file.toString();
  }

  /// Tries options out.
  ///
  /// @throws CommandException with the JVM's own words, if a kernel does not start with them
  static void check(KernelOptions options, Path java, Distribution distribution)
      throws CommandException, InterruptedException {
    if (options.jvm().isEmpty() && options.javac().isEmpty()) {
      return;
    }
    try {
      List<String> command = new ArrayList<>(List.of(java.toString()));
      command.addAll(options.jvm());
      command.addAll(List.of("-jar", distribution.kernelJar().toString()));
      command.addAll(options.arguments());
      Optional<String> problem = OptionsCheck.problem(command);
      if (problem.isPresent()) {
        throw new CommandException(
            "a kernel does not start with these options: " + problem.get(),
            "Write them as for java and javac, in one word each: --jvm-option=-Xmx4g,"
                + " --jvm-option=--add-modules=jdk.incubator.vector");
      }
    } catch (IOException e) {
      throw new CommandException("cannot try the options out: " + e, "Is the disk full?", e);
    }
  }
}
