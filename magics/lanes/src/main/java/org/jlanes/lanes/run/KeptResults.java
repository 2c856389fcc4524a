package org.jlanes.lanes.run;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.cache.CacheFolder;
import org.jlanes.lanes.cache.DamagedResultException;
import org.jlanes.lanes.cache.ResultFolder;
import org.jlanes.lanes.report.CacheReport;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.system.Locales;

/// The results of one run's items on disk, and the account of them. What cannot be read is
/// computed, what cannot be stored is told; neither fails an item. Its monitor guards the account;
/// files are read and written outside it.
final class KeptResults<R> {
  private static final System.Logger LOG = System.getLogger(KeptResults.class.getName());

  private static final String NO_ROOM =
      ". %cache clear makes room, --cache-dir names another folder";

  private static final String FULL = "the heap was full";

  /// Where an item's result is, or will be.
  record Place(String file, ItemKeys.Key key) {}

  /// A result that was there; it may be null.
  record Found<R>(R value) {}

  private final ResultFolder folder;
  private final boolean journal;

  /// How often each key has come: in a sweep, equal items have results of their own.
  private final Map<String, Integer> seen = new HashMap<>();

  private int asked;
  private int taken;
  private int damaged;
  private int stored;
  private long bytes;
  private int unstored;
  private String problem;

  private KeptResults(ResultFolder folder, boolean journal) {
    this.folder = folder;
    this.journal = journal;
  }

  /// The results that the options ask for; with both options, those that stay.
  ///
  /// @throws LaneException if the folder cannot be used
  static <R> KeptResults<R> of(ItemKeys keys, RunOptions options) throws LaneException {
    Map<String, String> more = options.more();
    boolean journal = !more.containsKey(RunOptions.CACHE);
    String name = more.getOrDefault(RunOptions.CACHE_NAME, "-");
    try {
      CacheFolder cache = CacheFolder.of(more.get(RunOptions.CACHE_DIR));
      return new KeptResults<>(
          journal ? cache.sweep(keys.body(), name) : cache.results(keys.body(), name), journal);
    } catch (IOException e) {
      throw new LaneException(
          "results cannot be kept: "
              + said(e)
              + ". --cache-dir, or the variable JLANES_CACHE, names another folder",
          e);
    } catch (IllegalArgumentException e) {
      throw new LaneException("results cannot be kept: " + e.getMessage(), e);
    }
  }

  /// The place of the next item's result. For the thread that drives the run.
  Place place(ItemKeys.Key key) {
    asked++;
    int before = journal ? seen.merge(key.name(), 1, Integer::sum) - 1 : 0;
    return new Place(before == 0 ? key.name() : key.name() + "-" + before, key);
  }

  /// A result that is there, or null.
  @SuppressWarnings("unchecked") // the key stands for the body, and so for the type of its results
  Found<R> find(Place place) {
    try {
      Optional<Payload> payload = folder.find(place.file());
      if (payload.isEmpty()) {
        return null;
      }
      Found<R> found = new Found<>((R) place.key().read(payload.get()));
      synchronized (this) {
        taken++;
      }
      return found;
    } catch (DamagedResultException e) {
      LOG.log(System.Logger.Level.DEBUG, "computed again: " + place.file(), e);
      synchronized (this) {
        damaged++;
      }
    } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
      // Reading runs the code of the result's classes. What is computed now replaces it.
      LOG.log(System.Logger.Level.DEBUG, "computed again: " + place.file(), e);
      synchronized (this) {
        damaged++;
      }
    }
    return null;
  }

  /// Stores a result. For any thread.
  void store(Place place, R value) {
    String why;
    String advice = "";
    try {
      Payload payload = place.key().write(value);
      advice = NO_ROOM;
      folder.add(place.file(), payload);
      synchronized (this) {
        stored++;
        bytes += payload.size();
      }
      return;
    } catch (IOException e) {
      why = said(e) + advice;
      LOG.log(System.Logger.Level.DEBUG, "not stored: " + place.file(), e);
    } catch (OutOfMemoryError e) {
      why = FULL;
    } catch (RuntimeException | Error e) {
      // Writing runs the code of the result's classes.
      why = Outcome.describe(e);
      LOG.log(System.Logger.Level.DEBUG, "not stored: " + place.file(), e);
    }
    synchronized (this) {
      unstored++;
      problem = problem == null ? why : problem;
    }
  }

  /// The message of a file system's exception may be the file alone.
  private static String said(IOException e) {
    return e instanceof FileSystemException ? Outcome.describe(e) : e.getMessage();
  }

  /// How many results were there.
  synchronized int taken() {
    return taken;
  }

  private synchronized int missing() {
    return asked - taken - stored - unstored;
  }

  /// The account, for the report.
  synchronized List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
                Locales.NONE,
                journal
                    ? "%,d of %,d items taken over from before"
                    : "%,d of %,d items from the cache",
                taken,
                asked)
            + (stored == 0 || journal
                ? ""
                : String.format(
                    Locales.NONE, ", %,d stored (%s)", stored, CacheReport.size(bytes))));
    if (journal && missing() > 0) {
      notes.add("run the cell again, with --resume, to compute what is missing");
    }
    if (damaged > 0) {
      notes.add(
          damaged
              + (damaged == 1 ? " stored result was" : " stored results were")
              + " damaged and computed again");
    }
    if (unstored > 0) {
      notes.add(
          unstored + (unstored == 1 ? " result" : " results") + " could not be stored: " + problem);
    }
    return notes;
  }

  /// Every item has ended. If each has its result, those of a sweep are not needed any more.
  void complete() {
    if (journal && missing() == 0) {
      try {
        folder.delete();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "the results of a complete sweep stay", e);
      }
    }
  }

  void close() {
    folder.close(taken());
  }
}
