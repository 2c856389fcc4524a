package org.jlanes.lanes.nativecode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jlanes.runtime.envelope.Attachments;
import org.jlanes.runtime.envelope.Digest;
import org.jlanes.runtime.scope.Scope;
import org.jlanes.runtime.system.OwnedFolder;
import org.jlanes.runtime.system.TemporaryFolder;

/// Makes libraries of C source, or finds them in the cache. Stateless; any thread may call.
///
/// @param toolchain what compiles
/// @param cache where libraries are kept
public record NativeCompiler(Toolchain toolchain, LibraryCache cache) {
  private static final Pattern OWN_INCLUDE =
      Pattern.compile("(?m)^\\s*#\\s*(?:include(?:_next)?\\s*(?!<|\\s)|embed\\b)");
  private static final Pattern OWN_FOLDER =
      Pattern.compile("^-(?:I|i|B|L|-sysroot|-include|fuse-ld|fplugin|specs)|^@");

  /// Compiles a cell with its glue, unless the cache has the result. The library is kept among the
  /// [Attachments] of this process.
  ///
  /// @param scope whose cancellation ends the compiler; may be null
  /// @throws CompileException if the compiler refuses the source
  /// @throws NativeException if there is no result for another reason
  public CompiledLibrary compile(NativeSource source, CompileOptions options, Scope scope)
      throws CompileException, NativeException {
    long start = System.nanoTime();
    List<String> command = command(options);
    String key = key(source, options, command);
    try {
      LibraryCache.Found cached =
          readsOtherFiles(source, options) ? null : cache.find(key).orElse(null);
      LibraryCache.Found made = cached != null ? cached : build(source, options, command, scope);
      if (cached == null) {
        keep(key, made);
      }
      return new CompiledLibrary(
          Attachments.keep(made.library()),
          NativeLibrary.platform(),
          source.prints(),
          cached != null,
          System.nanoTime() - start,
          Diagnostic.parse(made.messages(), source.text(), source.firstLine()));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static NativeException noRoom(IOException e) {
    return new NativeException(
        "cannot write where the compiler works, " + TemporaryFolder.path() + ": " + e,
        "make room there, or choose another folder in the environment of Jupyter:"
            + " JDK_JAVA_OPTIONS=-Djava.io.tmpdir=DIR",
        e);
  }

  private NativeException unusable(IOException e) {
    return new NativeException(
        "cannot use the folder of compiled libraries, " + cache.folder() + ": " + e,
        "make it readable and writable, or set XDG_CACHE_HOME to a folder that is",
        e);
  }

  /// Lets the compiler look at C source whose signatures could not be read: its messages are better
  /// than ours if the source is not C.
  ///
  /// @throws CompileException if the source is not C
  /// @throws NativeException if the compiler could not be run
  public void check(String text, int firstLine, CompileOptions options, Scope scope)
      throws CompileException, NativeException {
    ProcessRun run = look("-fsyntax-only", text, firstLine, options, scope);
    if (run.exit() != 0) {
      throw new CompileException(Diagnostic.parse(run.output(), text, firstLine), run.output());
    }
  }

  /// The source with blanks where `#if` and the like leave something out: functions there are not
  /// exported. Source that the preprocessor refuses comes back as it is, since compiling it says
  /// why.
  ///
  /// @throws NativeException if the compiler could not be run
  public String counting(String text, int firstLine, CompileOptions options, Scope scope)
      throws NativeException {
    Branches branches = Branches.of(text);
    if (branches.isEmpty()) {
      return text;
    }
    ProcessRun run = look("-E", branches.marked(), firstLine, options, scope);
    return run.exit() == 0 ? branches.counting(run.output()) : text;
  }

  private ProcessRun look(
      String how, String text, int firstLine, CompileOptions options, Scope scope)
      throws NativeException {
    try {
      Path folder = TemporaryFolder.create("cc-");
      try {
        Path unit = folder.resolve("cell.c");
        Files.writeString(unit, NativeSource.unit(text, firstLine));
        List<String> command = command(options);
        command.addAll(List.of(how, unit.toString()));
        return ProcessRun.of(command, folder, options.timeout(), scope);
      } finally {
        TemporaryFolder.delete(folder);
      }
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  /// The compiler runs in a folder of its own, but the notebook's includes stand in the notebook's.
  private List<String> command(CompileOptions options) {
    List<String> command = new ArrayList<>(toolchain.command(options));
    command.add("-iquote" + Path.of("").toAbsolutePath());
    return command;
  }

  private LibraryCache.Found build(
      NativeSource source, CompileOptions options, List<String> flags, Scope scope)
      throws CompileException, NativeException {
    try {
      // Not in the cache, which outlives a kernel that is killed meanwhile.
      Path folder = TemporaryFolder.create("cc-");
      try {
        return build(source, options, flags, scope, folder);
      } finally {
        TemporaryFolder.delete(folder);
      }
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private static LibraryCache.Found build(
      NativeSource source, CompileOptions options, List<String> flags, Scope scope, Path folder)
      throws IOException, CompileException, NativeException {
    Files.writeString(folder.resolve("cell.c"), source.unit());
    Files.writeString(folder.resolve("glue.c"), source.glue());
    List<String> command = new ArrayList<>(flags);
    // The same source gives the same bytes, which say nothing of this machine's folders.
    command.add("-fdebug-prefix-map=" + folder.toRealPath() + "=.");
    command.addAll(List.of("-o", "library", "cell.c", "glue.c"));
    if (source.prints()) {
      Files.writeString(folder.resolve("print.c"), PrintSource.of(source.text(), options));
      command.add("print.c");
    }
    command.addAll(options.libraries());
    command.add("-lm");
    ProcessRun run = ProcessRun.of(command, folder, options.timeout(), scope);
    if (run.exit() != 0) {
      throw new CompileException(
          Diagnostic.parse(run.output(), source.text(), source.firstLine()), run.output());
    }
    return new LibraryCache.Found(Files.readAllBytes(folder.resolve("library")), run.output());
  }

  private void keep(String key, LibraryCache.Found made) throws IOException {
    Files.createDirectories(cache.folder());
    Path folder = Files.createTempDirectory(cache.folder(), "build-");
    try {
      cache.add(key, Files.write(folder.resolve("library"), made.library()), made.messages());
      CacheTrim.USUAL.run(cache);
    } finally {
      OwnedFolder.remove(folder);
    }
  }

  /// Whether the result depends on files that the key knows nothing of: headers and libraries of
  /// the user, who may change them between two runs of a cell.
  private static boolean readsOtherFiles(NativeSource source, CompileOptions options) {
    return OWN_INCLUDE.matcher(source.text()).find()
        || options.flags().stream().anyMatch(OWN_FOLDER.asPredicate())
        || options.libraries().stream().anyMatch(flag -> !flag.startsWith("-l"));
  }

  private String key(NativeSource source, CompileOptions options, List<String> command) {
    String all =
        Stream.of(
                toolchain.version(),
                Processor.description(),
                String.join(" ", command),
                String.join(" ", options.libraries()),
                source.unit(),
                source.glue(),
                source.prints() ? PrintSource.of(source.text(), options) : "")
            .collect(Collectors.joining("\0"));
    return Digest.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }
}
