package org.jlanes.magics.options;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlanes.magics.general.CellText;
import org.jlanes.magics.general.Words;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;
import org.jlanes.runtime.system.JvmOptions;

/// `%jvm`: shows the JVM, changes at once what can be changed in a running one, and records other
/// options for the next start.
public final class JvmMagic implements Magic {
  private static final String RESET = "reset";

  @Override
  public String name() {
    return "jvm";
  }

  @Override
  public Kind kind() {
    return Kind.LINE;
  }

  @Override
  public String summary() {
    return "show the JVM, and set its options";
  }

  @Override
  public String help() {
    return """
    %jvm                show version, heap, and the options of the JVM
    %jvm OPTION…        set options: at once what a running JVM can change, until the kernel ends
                        (-Dname=value, also for new workers; -XX:+HeapDumpOnOutOfMemoryError and
                        what else is manageable); the rest is recorded, and taken when the kernel
                        is started again
    %jvm reset          forget what was recorded

    What is recorded is for all notebooks with this kernel (the file jvm.options in its kernelspec).
    It is tried out first: what would keep the kernel from starting is refused, with the JVM's own
    words. Workers get --enable-preview, modules, -ea and -D as well, but a heap of their own
    (%%processes --memory 2g).

    Examples:  %jvm -Xmx4g -XX:+UseZGC
               %jvm --enable-preview
               %jvm --add-modules jdk.incubator.vector
               %jvm -Dhttp.proxyHost=proxy.example.org
    """;
  }

  /// `-D…` and the like are arguments, and `--help` is the only option of the magic's own.
  @Override
  public MagicResult run(MagicCall call) throws MagicError, IOException, InterruptedException {
    List<Words.Word> words = Words.of(call);
    if (words.isEmpty()) {
      CellText.print(call, JvmReport.text(RecordedOptions.here()));
    } else if (words.getFirst().text().equals(RESET)) {
      if (words.size() > 1) {
        throw Words.wrong(words.get(1), "too many words", "%jvm reset");
      }
      reset(call);
    } else {
      set(call, OptionWords.of(call.draft()));
    }
    return MagicResult.none();
  }

  private static void reset(MagicCall call) throws MagicError, IOException {
    RecordedOptions recorded = recorded(call.headerStart(), call.headerEnd());
    List<String> forgotten = recorded.read();
    write(call, recorded, List.of());
    CellText.print(
        call,
        forgotten.isEmpty()
            ? "Nothing was recorded."
            : "Forgotten: "
                + String.join(" ", forgotten)
                + "\nThis JVM keeps what it was started with; restart the kernel.");
  }

  private static void set(MagicCall call, List<Words.Word> options)
      throws MagicError, IOException, InterruptedException {
    List<Words.Word> later = new ArrayList<>();
    for (Words.Word option : options) {
      Optional<String> done = LiveOptions.set(option);
      if (done.isPresent()) {
        CellText.print(call, done.get());
      } else if (JvmOptions.given().contains(option.text())) {
        CellText.print(call, option.text() + ": this JVM was started with it");
      } else {
        later.add(option);
      }
    }
    if (!later.isEmpty()) {
      record(call, later);
    }
  }

  private static void record(MagicCall call, List<Words.Word> options)
      throws MagicError, IOException, InterruptedException {
    int start = options.getFirst().start();
    int end = options.getLast().end();
    RecordedOptions recorded = recorded(start, end);
    List<String> all = recorded.with(options.stream().map(Words.Word::text).toList());
    Optional<String> problem = recorded.problem(all);
    if (problem.isPresent()) {
      throw new MagicError(
          "the kernel would not start with this",
          start,
          end,
          problem.get() + "\nNothing was recorded.");
    }
    write(call, recorded, all);
    CellText.print(
        call,
        "Recorded in "
            + recorded.file()
            + ", for all notebooks with this kernel: "
            + String.join(" ", all)
            + "\nRestart the kernel for it to take effect (%jvm reset forgets it).");
  }

  private static RecordedOptions recorded(int start, int end) throws MagicError {
    return RecordedOptions.here()
        .orElseThrow(() ->
            new MagicError(
                "this takes another start of the JVM, and there is no place to record it",
                start,
                end,
                "This kernel was not started from a kernelspec of `jlanes install`, but by `jlanes"
                    + " run`, for example.\nGive the options there: jlanes run --jvm-option=…"));
  }

  private static void write(MagicCall call, RecordedOptions recorded, List<String> options)
      throws MagicError {
    try {
      recorded.write(options);
    } catch (IOException e) {
      throw new MagicError(
          "cannot write " + recorded.file() + ": " + e,
          call.headerStart(),
          call.headerEnd(),
          "The kernelspec belongs to somebody else? Install one of your own: jlanes install --user"
              + " --jvm-option=…");
    }
  }

  @Override
  public void check(MagicDraft draft) throws MagicError {
    List<Words.Word> words = Words.of(draft);
    if (words.isEmpty() || !words.getFirst().text().equals(RESET)) {
      var unused = OptionWords.of(draft);
    }
  }
}
