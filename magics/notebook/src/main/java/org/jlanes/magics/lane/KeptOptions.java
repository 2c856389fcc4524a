package org.jlanes.magics.lane;

import org.jlanes.lanes.run.RunOptions;
import org.jlanes.magics.header.GivenOption;
import org.jlanes.magics.header.LaneHeader;
import org.jlanes.magics.header.Target;
import org.jlanes.runtime.magic.MagicError;

/// The options of a lane cell whose results are kept on disk.
final class KeptOptions {
  private KeptOptions() {}

  /// The options with a name for what is kept: that of the cell's variable.
  ///
  /// @throws MagicError if they do not fit together
  static RunOptions complete(RunOptions options, LaneHeader header) throws MagicError {
    if (!options.keepsResults()) {
      for (String name : new String[] {RunOptions.CACHE_DIR, RunOptions.CACHE_IGNORE}) {
        if (header.option(name).isPresent()) {
          throw wrong(
              header.option(name).get(),
              "--" + name + " means nothing without --cache or --resume",
              "add one of them, or leave it out");
        }
      }
      return options;
    }
    GivenOption keeps =
        header.option(RunOptions.CACHE).or(() -> header.option(RunOptions.RESUME)).orElseThrow();
    String word = "--" + keeps.name();
    if (header.source() == null) {
      throw wrong(
          keeps,
          word + " keeps the results of items, and this body has none",
          "leave " + word + " out, or give the body items and their source");
    }
    if (options.repeat() > 1) {
      throw wrong(
          header.option("repeat").orElseThrow(),
          "--repeat measures the same work several times, " + word + " does it once",
          "leave one of them out");
    }
    return options.with(RunOptions.CACHE_NAME, header.target().map(Target::name).orElse("-"));
  }

  private static MagicError wrong(GivenOption option, String message, String advice) {
    return new MagicError(message, option.span().start(), option.span().end(), advice);
  }
}
