package org.jlanes.magics.lane;

import java.util.ArrayList;
import java.util.List;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.magics.header.ForeignOption;
import org.jlanes.magics.header.GivenOption;
import org.jlanes.magics.header.OptionSpec;
import org.jlanes.magics.header.OptionValue;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.magic.MagicError;

/// The options of the lane magics and what they mean to a run.
public final class LaneOptions {
  private static final List<OptionSpec> OF_ALL =
      List.of(
          new OptionSpec("workers", "N", "threads or processes; one per core if not given"),
          new OptionSpec(
              "timeout", "DURATION", "stop the run after this time: 500ms, 2s, 1.5m, 1h"),
          new OptionSpec(
              "item-timeout", "DURATION", "stop each item that takes longer; it fails then"),
          new OptionSpec(
              "unordered", null, "give each result as it comes, in the order of the ends"),
          new OptionSpec(
              "retries",
              "N",
              "try a failed item up to N times more, also on a new worker where its worker died"),
          new OptionSpec("keep-going", null, "go on after failures; their results are null"),
          new OptionSpec(
              "chunk", "N", "items per message to a worker process; no effect in other lanes"),
          new OptionSpec(
              "cache",
              null,
              "keep results on disk and take those that are there; see %cache --help"),
          new OptionSpec(
              "resume", null, "go on with a run that was interrupted, has failed or was killed"),
          new OptionSpec(
              "cache-ignore", "NAMES", "captured variables whose values do not count: log,verbose"),
          new OptionSpec("cache-dir", "PATH", "a folder of yours for --cache and --resume"),
          new OptionSpec("repeat", "N", "do the whole run N times and quote the median"),
          new OptionSpec("quiet", null, "no progress and no report"));
  private static final List<OptionSpec> OF_VIRTUAL =
      List.of(
          new OptionSpec("limit", "N", "items in flight at once; 20,000 if not given"),
          new OptionSpec("rate", "N/s", "items started per second at most: 50, 50/s, 600/m"));
  private static final List<OptionSpec> OF_PROCESSES =
      List.of(
          new OptionSpec("memory", "SIZE", "heap of each worker: 512m, 2g"),
          new OptionSpec("jvm", "OPTIONS", "for each worker's JVM: '-XX:+UseG1GC -Dmode=fast'"),
          new OptionSpec("max-items", "N", "end each worker after N items and replace it"),
          new OptionSpec(
              "everywhere", null, "run a body without items in workers that join later too"),
          new OptionSpec(
              "own", null, "what a body without items assigns is each worker's own from then on"),
          new OptionSpec("fresh", null, "start new workers for this run"),
          new OptionSpec("pool", "NAME", "the pool whose workers are used; see %pool --help"),
          new OptionSpec("on", "URL", "reserved for workers on other machines; refused for now"));

  private LaneOptions() {}

  /// The options of a lane.
  static List<OptionSpec> of(String lane) {
    List<OptionSpec> options = new ArrayList<>(OF_ALL);
    switch (lane) {
      case "virtual" -> options.addAll(OF_VIRTUAL);
      case "processes" -> options.addAll(OF_PROCESSES);
      default -> {}
    }
    return List.copyOf(options);
  }

  /// The options of the other lanes, for a lane that refuses them: whoever changes the first word
  /// of a header must not find out by the results that one of them was ignored.
  public static List<ForeignOption> foreign(String lane) {
    List<ForeignOption> foreign = new ArrayList<>();
    if (!lane.equals("virtual")) {
      foreign.addAll(foreign(OF_VIRTUAL, "virtual"));
    }
    if (!lane.equals("processes")) {
      foreign.addAll(foreign(OF_PROCESSES, "processes"));
    }
    return foreign;
  }

  private static List<ForeignOption> foreign(List<OptionSpec> options, String owner) {
    return options.stream()
        .map(option ->
            new ForeignOption(
                option.name(),
                "belongs to %%" + owner,
                "leave it out, or change the first word to %%"
                    + owner
                    + (option.name().equals("limit")
                        ? "; here --workers says how many items run at once"
                        : "")))
        .toList();
  }

  /// What the given options mean.
  ///
  /// @throws MagicError if a value is not of its kind
  /// @throws CellFailure if an expression in braces fails
  static RunOptions read(List<GivenOption> given, String cell, NotebookEngine engine)
      throws MagicError, CellFailure {
    RunOptions options = RunOptions.DEFAULT;
    for (GivenOption option : given) {
      OptionValue value = OptionValue.of(option, cell, engine);
      options =
          switch (option.name()) {
            case "workers" -> options.withWorkers(value.number(1, RunOptions.MOST_WORKERS));
            case "timeout" -> options.withTimeout(value.duration());
            case "item-timeout" -> options.withItemTimeout(value.duration());
            case "retries" -> options.withRetries(value.number(0));
            case "keep-going" -> options.withKeepGoing(true);
            case "chunk" -> options.withChunk(value.number(1));
            case "repeat" -> options.withRepeat(value.number(1));
            case "quiet" -> options.withQuiet(true);
            case "unordered" -> options;
            case "cache" -> options.with(RunOptions.CACHE, "true");
            case "resume" -> options.with(RunOptions.RESUME, "true");
            case "limit" -> options.withLimit(value.number(1));
            case "rate" -> options.withRate(value.perSecond());
            case "max-items" -> options.with("max-items", Integer.toString(value.number(1)));
            case "everywhere" -> options.with("everywhere", cell);
            case "memory" -> options.with("memory", value.size());
            case "own" -> options.with("own", "true");
            case "fresh" -> options.with("fresh", "true");
            default -> options.with(option.name(), value.word());
          };
    }
    return options;
  }
}
