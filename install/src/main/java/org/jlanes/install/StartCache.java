package org.jlanes.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jlanes.runtime.system.OwnedFolder;
import org.jlanes.runtime.system.WorkerCache;

/// The AOT cache of an installed kernel: its classes as the JVM has parsed and linked them, so that
/// a kernel starts in half the time.
///
/// Made by running the kernel in the folder where it was installed, because the JVM uses a cache
/// only with the very JDK build and jars that it was made with, and with options that let it: it is
/// made with those of the kernelspec. Where they differ, as another garbage collector that `%jvm`
/// has recorded, or the file has gone, the kernel starts as it does without, and says nothing.
///
/// @param folder the kernelspec's folder
/// @see <a href="https://openjdk.org/jeps/483">JEP 483</a>, and 514, 515
record StartCache(Path folder) {
  /// Set to `off`, `jlanes install` makes none.
  static final String SWITCH = "JLANES_AOT";

  /// Has the JVM compile later than usual: in the moment of the first results the processors are
  /// needed for these, and what it has recorded of many cells tells it then how.
  private static final List<String> PATIENTLY = List.of("-XX:CompileThresholdScaling=8");

  private static final String FILE = "kernel.aot";
  private static final String RECORDING = "kernel.aotconf";

  private static final String HISTORY = "kernel.aot.history";

  private static final Duration ANSWER = Duration.ofMinutes(1);

  /// Writing the recording and making a cache of it take seconds; a machine under load gets time.
  private static final Duration WRITING = Duration.ofMinutes(2);

  /// What most notebooks begin with: a value, declarations, text and streams, an error, lanes.
  private static final List<String> CELLS =
      List.of(
          "1 + 1",
          "int twice(int n) { return 2 * n; }\n"
              + "record Point(int x, int y) {}\n"
              + "var points = List.of(new Point(1, 2), new Point(3, 4));\n"
              + "System.out.println(points);\n"
              + "points.stream().mapToInt(Point::x).map(n -> twice(n)).sum()",
          "import java.nio.file.*;\n"
              + "for (String word : \"a b c\".split(\" \")) System.out.printf(\"%s%n\", word);",
          "try { Integer.parseInt(\"x\"); } catch (NumberFormatException e) {"
              + " System.out.println(e); }",
          "%%threads n : 4 -> doubled\ntwice(n)",
          "%%virtual --quiet n : 4\nThread.sleep(1);",
          "%%processes --workers 1 n : 2\ntwice(n)",
          "doubled");

  /// What notebooks have many of, with a number in the place of `#` that makes each another cell:
  /// the JVM records what they call often, and with what.
  private static final List<String> OFTEN =
      List.of(
          "# + 1",
          "int times#(int n) { return # * n; }\nSystem.out.println(times#(4));",
          "var some# = points.stream().map(Point::y).filter(y -> y > #).toList();\nsome#",
          "for (int i = 0; i < #; i++) {\n  if (i % 7 == 0) System.out.printf(\"%d%n\", i);\n}",
          "record Place#(String name, List<Point> at) {}\n"
              + "new Place#(\"here\", points).at().getFirst().x()",
          "%%threads --quiet n : 4 -> doubled\ntwice(n) + #",
          "%%processes --workers 1 --quiet n : 2\ntwice(n) + #");

  /// How many of each.
  private static final int TIMES = 30;

  /// Whether there is a cache.
  boolean exists() {
    return Files.exists(file());
  }

  /// The JVM's options for a start with this cache.
  List<String> options() {
    return Stream.concat(withQuiet("-XX:AOTCache=" + file()).stream(), PATIENTLY.stream()).toList();
  }

  /// Makes the cache of a kernel that has just been installed, and says what it does. A kernel that
  /// gets none works as well, so that a failure is told and nothing more.
  static void prepare(Installation installation, Host host) throws InterruptedException {
    if (host.variable(SWITCH).filter("off"::equals).isPresent()) {
      return;
    }
    Terminal terminal = host.terminal();
    terminal.println("Making its start cache, once, which takes some twenty seconds ...");
    try {
      new StartCache(installation.folder()).train(Distribution.java());
    } catch (CommandException e) {
      tell(terminal, "There is no start cache, and the kernel starts more slowly: ", e);
    }
    try {
      new WorkerTraining(installation.folder()).train(Distribution.java());
    } catch (CommandException e) {
      tell(terminal, "Worker processes have no start cache, and start more slowly: ", e);
    }
  }

  private static void tell(Terminal terminal, String what, CommandException e) {
    terminal.println(what + e.getMessage() + "\n" + e.advice());
  }

  /// Runs the kernel of this folder, makes its cache, and lets its `kernel.json` use it.
  ///
  /// @throws CommandException if the kernel does not run or the JVM makes no cache of it; the
  ///   kernel is as usable as before
  void train(Path java) throws CommandException, InterruptedException {
    Path recording = folder.resolve(RECORDING);
    Path fresh = folder.resolve(FILE + ".new");
    try {
      KernelSpec installed = KernelSpec.read(folder);
      KernelOptions options = installed.options().withoutStartup();
      record(
          KernelSpec.of(java, new Distribution(folder), "", options, Optional.empty()), recording);
      make(java, options.jvm(), recording, fresh);
      Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE);
      installed.with(options()).write(folder);
    } catch (IOException e) {
      throw new CommandException("cannot write the start cache: " + e, "Is the disk full?", e);
    } finally {
      remove(recording);
      remove(fresh);
    }
  }

  private static void record(KernelSpec spec, Path recording)
      throws CommandException, IOException, InterruptedException {
    KernelSpec recorded =
        spec.with(withQuiet("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording));
    // Notebooks keep a history: its classes belong into the cache.
    Path folder = recording.getParent();
    Path history = folder.resolve(HISTORY);
    try (LocalKernel kernel = LocalKernel.startRecorded(recorded, folder, ANSWER, history)) {
      kernel.within(ANSWER);
      for (String cell : cells()) {
        CellExecutor.Reply reply = kernel.execute(cell, "", output -> {});
        if (!reply.succeeded()) {
          throw new CommandException(
              "the kernel failed at `" + cell + "`: " + reply.name() + " " + reply.text(),
              "Try: jlanes doctor");
        }
      }
      kernel.finish(WRITING);
    } finally {
      OwnedFolder.remove(history);
    }
    if (!Files.exists(recording)) {
      throw new CommandException(
          "this JDK recorded nothing for a start cache", "Is it HotSpot, and not a debug build?");
    }
  }

  private static List<String> cells() {
    List<String> cells = new ArrayList<>(CELLS);
    for (int n = 1; n <= TIMES; n++) {
      for (String cell : OFTEN) {
        cells.add(cell.replace("#", Integer.toString(n)));
      }
    }
    return cells;
  }

  private static void make(Path java, List<String> jvmOptions, Path recording, Path cache)
      throws CommandException, IOException, InterruptedException {
    Path said = Files.createTempFile("jlanes-aot-", ".txt");
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(jvmOptions);
    // A JVM that does not know them makes no cache, and is started without.
    command.addAll(PATIENTLY);
    command.addAll(
        List.of(
            "-XX:AOTMode=create",
            "-XX:AOTConfiguration=" + recording,
            "-XX:AOTCache=" + cache,
            "-jar",
            new Distribution(recording.getParent()).kernelJar().toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      process.getOutputStream().close();
      boolean ended = process.waitFor(WRITING.toSeconds(), TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0 || !Files.exists(cache)) {
        throw new CommandException(
            "the JVM made no start cache" + (ended ? "" : " in " + Probe.seconds(WRITING)),
            Files.readString(said).strip());
      }
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(said);
    }
  }

  static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.getLogger(StartCache.class.getName())
          .log(System.Logger.Level.WARNING, "cannot remove " + file, e);
    }
  }

  private Path file() {
    return folder.resolve(FILE);
  }

  private static List<String> withQuiet(String... options) {
    return Stream.concat(Stream.of(options), WorkerCache.QUIETLY.stream()).toList();
  }
}
