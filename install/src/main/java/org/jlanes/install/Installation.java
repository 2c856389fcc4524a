package org.jlanes.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jlanes.runtime.system.OptionsFile;

/// Puts the kernel where Jupyter finds it, and takes it away again.
///
/// The kernelspec folder gets a copy of the distribution, so that the repository it was built in
/// may be moved or deleted.
public final class Installation {
  /// The name under which the kernel is installed unless another is given.
  public static final String DEFAULT_NAME = "jlanes";

  /// What front ends show for [#DEFAULT_NAME].
  private static final String DISPLAY_NAME = "Java (JLanes)";

  private static final List<String> LOGOS =
      List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg");

  /// What Jupyter accepts as a kernel's name.
  private static final Pattern LEGAL_NAME = Pattern.compile("[A-Za-z0-9._-]+");

  private static final System.Logger LOG = System.getLogger(Installation.class.getName());

  private final Path folder;
  private final String name;

  private Installation(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /// The place of a kernelspec of this name.
  ///
  /// @param kernels a folder of kernelspecs; need not exist
  /// @throws CommandException if Jupyter would not accept the name
  public static Installation at(Path kernels, String name) throws CommandException {
    if (!LEGAL_NAME.matcher(name).matches()) {
      throw new CommandException(
          "`" + name + "` cannot be the name of a kernel",
          "A name is made of letters, digits, `.`, `_` and `-`: --name jlanes-dev");
    }
    return new Installation(kernels.resolve(name), name);
  }

  /// The kernelspec's folder.
  public Path folder() {
    return folder;
  }

  /// Whether there is a kernelspec.
  public boolean exists() {
    return Files.exists(folder.resolve(KernelSpec.FILE));
  }

  /// Installs, replacing what an earlier JLanes installed; the options, the `env` and the additions
  /// to `metadata` of its `kernel.json` are the user's and stay. The new folder is complete before
  /// it takes the place of the old one.
  ///
  /// @throws CommandException if the folder cannot be written or holds something else than JLanes
  public void install(Distribution distribution, Path java) throws CommandException {
    install(distribution, java, options(), true);
  }

  /// The options of what is installed.
  KernelOptions options() {
    return earlier().map(KernelSpec::options).orElse(KernelOptions.NONE);
  }

  /// What `%jvm` has recorded for the next start.
  OptionsFile recorded() {
    return new OptionsFile(folder.resolve(OptionsFile.NAME));
  }

  /// Installs with these options.
  ///
  /// @param keepRecorded whether what `%jvm` has recorded stays
  void install(Distribution distribution, Path java, KernelOptions options, boolean keepRecorded)
      throws CommandException {
    refuseForeign();
    Path fresh = folder.resolveSibling("." + name + ".new");
    Path old = folder.resolveSibling("." + name + ".old");
    try {
      delete(fresh);
      delete(old);
      Files.createDirectories(fresh);
      copy(distribution.folder(), fresh);
      for (String logo : LOGOS) {
        try (InputStream in = Installation.class.getResourceAsStream(logo)) {
          Files.copy(in, fresh.resolve(logo));
        }
      }
      new OptionsFile(fresh.resolve(OptionsFile.NAME))
          .write(keepRecorded ? recorded().read() : List.of());
      KernelSpec spec =
          KernelSpec.of(
              java,
              new Distribution(folder),
              displayName(),
              options,
              Optional.of(recorded().file()));
      earlier().map(spec::keeping).orElse(spec).write(fresh);
      replace(fresh, old);
      delete(old);
    } catch (IOException e) {
      throw new CommandException(
          "cannot write the kernelspec " + folder + ": " + e,
          """
          Is the folder yours? Install for yourself alone:  jlanes install --user
          or to another place:                              jlanes install --prefix DIR\
          """,
          e);
    }
  }

  /// Installs unless what is installed is this build, started with this `java`. A kernel that runs
  /// keeps the jars that its next worker will be started with.
  ///
  /// @return whether it had to be installed
  /// @throws CommandException as for [#install]
  public boolean ensure(Distribution distribution, Path java) throws CommandException {
    if (serves(distribution, java)) {
      return false;
    }
    install(distribution, java);
    return true;
  }

  /// The kernelspec that is replaced, if there is one that can be read.
  private Optional<KernelSpec> earlier() {
    try {
      return exists() ? Optional.of(KernelSpec.read(folder)) : Optional.empty();
    } catch (CommandException e) {
      LOG.log(System.Logger.Level.WARNING, "replaces " + folder + ", which cannot be read", e);
      return Optional.empty();
    }
  }

  private boolean serves(Distribution distribution, Path java) {
    try {
      return exists()
          && KernelSpec.read(folder).ours()
          && KernelSpec.read(folder).forThisJdk()
          && KernelSpec.read(folder).argv().getFirst().equals(java.toString())
          && upToDate(distribution);
    } catch (CommandException | IOException e) {
      // Damaged: installing mends it, or says why it cannot.
      LOG.log(System.Logger.Level.DEBUG, "cannot read " + folder, e);
      return false;
    }
  }

  private void replace(Path fresh, Path old) throws IOException {
    boolean replaces = Files.exists(folder);
    if (replaces) {
      Files.move(folder, old);
    }
    try {
      Files.move(fresh, folder);
    } catch (IOException e) {
      if (replaces) {
        Files.move(old, folder);
      }
      throw e;
    }
  }

  /// Removes the kernelspec.
  ///
  /// @throws CommandException if there is none, it is another kernel's, or cannot be deleted
  public void uninstall() throws CommandException {
    if (!exists()) {
      throw new CommandException(
          "there is no kernelspec " + folder,
          "See what is installed: jupyter kernelspec list\n"
              + "Say where it is with the options it was installed with: --prefix DIR, --name"
              + " NAME");
    }
    refuseForeign();
    try {
      delete(folder);
    } catch (IOException e) {
      throw new CommandException("cannot delete " + folder + ": " + e, "Is the folder yours?", e);
    }
  }

  /// Whether the installed jars are those of the distribution.
  public boolean upToDate(Distribution distribution) throws IOException {
    try (Stream<Path> files = Files.walk(distribution.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(distribution.folder().relativize(file).toString());
        if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
          return false;
        }
      }
    }
    return true;
  }

  private String displayName() {
    return name.equals(DEFAULT_NAME) ? DISPLAY_NAME : DISPLAY_NAME + " " + name;
  }

  /// A folder with our jars is ours, whatever has become of its `kernel.json`.
  private void refuseForeign() throws CommandException {
    if (!Files.exists(folder) || Files.exists(new Distribution(folder).kernelJar())) {
      return;
    }
    if (!exists()) {
      throw new CommandException(
          folder + " is there, but is no kernel of JLanes",
          "Choose another name: --name jlanes-2\nOr delete it if you do not need it.");
    }
    KernelSpec spec;
    try {
      spec = KernelSpec.read(folder);
    } catch (CommandException e) {
      throw new CommandException(
          e.getMessage(), "It may be another kernel's. Is it not? Then delete " + folder, e);
    }
    if (!spec.ours()) {
      throw new CommandException(
          folder + " is the kernel \"" + spec.displayName() + "\", not JLanes",
          "Choose another name: --name jlanes-2");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
