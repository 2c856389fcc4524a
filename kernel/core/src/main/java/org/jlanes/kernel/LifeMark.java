package org.jlanes.kernel;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jlanes.channels.Burst;
import org.jlanes.runtime.system.Locales;
import org.jlanes.session.Life;
import org.jlanes.wire.Json;
import org.jlanes.wire.StartFile;

/// A file that exists while the kernel lives and is removed at its end. Where a kernel finds one
/// for its own connection, the kernel before it died of something: Jupyter restarts a kernel on the
/// ports and with the key of the last one, or lets it register again under its id and with its key.
/// Safe for any thread.
///
/// The file is named after a digest of the connection, so that it does not give away the key. What
/// cannot be written is left out: no mark is a reason not to run.
final class LifeMark implements Life {
  private static final System.Logger LOG = System.getLogger(LifeMark.class.getName());

  /// Marks of dead kernels that nobody has started again.
  private static final Duration KEPT = Duration.ofDays(30);

  /// The cell number, in this many digits, is the first thing in the file: it is overwritten for
  /// each cell.
  private static final int DIGITS = 10;

  private final Path folder;
  private final Path file;
  private final String self = self().toString();
  private final Optional<String> previousDeath;
  private final Burst failures = new Burst();
  private RandomAccessFile open;
  private int cell;

  private LifeMark(Path folder, Path file, Optional<String> previousDeath) {
    this.folder = folder;
    this.file = file;
    this.previousDeath = previousDeath;
  }

  /// Looks for the mark of a kernel that died, and leaves it there: whoever cannot start takes
  /// nothing from the one who can.
  ///
  /// @param folder where marks are; need not exist
  static LifeMark find(Path folder, StartFile start) {
    Path file = folder.resolve(name(start));
    Optional<String> death = Optional.empty();
    try {
      if (Files.exists(file)) {
        death = death(read(file));
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> "how the kernel before this one ended is not known: " + file, e);
    }
    return new LifeMark(folder, file, death);
  }

  /// Sets the mark of this kernel. To be called when its channels are open: then no other kernel
  /// lives on the same ones.
  synchronized void begins() {
    try {
      makePrivate(folder);
      sweep(folder);
      Files.deleteIfExists(file);
      open = new RandomAccessFile(file.toFile(), "rw");
      open.write((digits(cell) + '\n' + self).getBytes(StandardCharsets.UTF_8));
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(Level.WARNING, () -> "the next kernel will not know how this one ends: " + file, e);
    }
  }

  private static String digits(int cell) {
    return String.format(Locales.NONE, "%0" + DIGITS + "d", cell);
  }

  /// The text of a mark, with a replacement for what is no text in one that was damaged.
  private static String read(Path mark) throws IOException {
    return new String(Files.readAllBytes(mark), StandardCharsets.UTF_8);
  }

  private static void makePrivate(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static String name(StartFile start) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(start.identity().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static JsonObject self() {
    ProcessHandle own = ProcessHandle.current();
    JsonObject json = new JsonObject();
    json.addProperty("pid", own.pid());
    json.addProperty("started", Long.toString(started(own)));
    json.addProperty("folder", Path.of("").toAbsolutePath().toString());
    json.addProperty("oom_kills", Long.toString(CauseOfDeath.outOfMemoryKills()));
    json.addProperty("ends_when_full", CauseOfDeath.endsWhenFull());
    return json;
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
  }

  /// What to tell of the kernel that left a mark; empty if it still lives (it is just ending).
  private static Optional<String> death(String mark) {
    try {
      // The cell's number, the process, and where it has written one its reason.
      List<String> lines = mark.lines().toList();
      JsonObject json = Json.object(lines.get(1));
      int cell = Integer.parseInt(lines.getFirst());
      long pid = Json.integer(json, "pid", -1);
      long begun = Long.parseLong(Json.string(json, "started", ""));
      boolean alive =
          ProcessHandle.of(pid)
              .filter(each -> started(each) == begun)
              .filter(each -> !ParentWatch.hasEnded(each))
              .isPresent();
      if (alive) {
        return Optional.empty();
      }
      String cause =
          lines.size() > 2
              ? lines.get(2)
              : CauseOfDeath.find(
                  new CauseOfDeath.Life(
                      pid,
                      Instant.ofEpochMilli(begun),
                      Path.of(Json.string(json, "folder", "")),
                      Long.parseLong(Json.string(json, "oom_kills", "")),
                      Json.bool(json, "ends_when_full", false)));
      return Optional.of(
          "The kernel was started again because the one before it (process "
              + pid
              + ") died"
              + (cell > 0 ? " while it ran cell [" + cell + "]" : "")
              + ": "
              + cause
              + " Its variables are gone; run the cells that you need again.");
    } catch (JsonParseException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // Also a number or a path that is none.
      LOG.log(Level.DEBUG, "not a mark, or half of one: " + mark, e);
    }
    return Optional.empty();
  }

  private static void sweep(Path folder) throws IOException {
    Instant limit = Instant.now().minus(KEPT);
    try (DirectoryStream<Path> marks = Files.newDirectoryStream(folder)) {
      for (Path mark : marks) {
        try {
          if (Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS)
              && Files.getLastModifiedTime(mark).toInstant().isBefore(limit)
              && death(read(mark)).isPresent()) {
            Files.deleteIfExists(mark);
          }
        } catch (IOException e) {
          LOG.log(Level.DEBUG, () -> "another kernel was faster, or it is not ours: " + mark, e);
        }
      }
    }
  }

  @Override
  public Optional<String> previousDeath() {
    return previousDeath;
  }

  @Override
  public synchronized void runs(int number) {
    cell = number;
    if (open == null) {
      return;
    }
    try {
      open.seek(0);
      open.write(digits(cell).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      failures
          .next()
          .ifPresent(n -> LOG.log(Level.WARNING, () -> "cannot write " + file + Burst.note(n), e));
    }
  }

  @Override
  public synchronized void exits(String caller) {
    if (open == null) {
      return;
    }
    String cause =
        "it was ended by System.exit, called by "
            + caller
            + ", where the kernel cannot make an error of it: through reflection, or in a class"
            + " loader of its own.";
    try (RandomAccessFile mark = open) {
      open = null;
      mark.seek(mark.length());
      mark.write(('\n' + cause.replaceAll("\\R", " ")).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> "the next kernel will not know of an exit: " + file, e);
    }
  }

  @Override
  public synchronized void ends() {
    if (open == null) {
      return;
    }
    try (RandomAccessFile _ = open) {
      open = null;
      // A kernel that registered with the same launcher may have set its own meanwhile.
      if (Files.exists(file) && read(file).endsWith(self)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> "cannot remove " + file, e);
    }
  }
}
