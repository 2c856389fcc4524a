package org.jlanes.soak;

import java.util.List;
import java.util.Set;

/// The soak's cells in Python. Lines are written in one piece, because `print` writes their ends
/// separately.
final class PythonDialect implements Dialect {
  /// `#` stands for a number that is never the same.
  private static final List<String> DIFFERENT =
      List.of(
          "n# = #",
          "total = #",
          "def twice(x): return 2 * x + total + #",
          "twice(#) + total",
          "[x * 2 for x in (#, 2)]",
          "def f#(x): return x + #",
          "class Point:\n    def sum(self): return self.x + #\np = Point()\np.x = #\np.sum()",
          "for k in range(10): total += k",
          "memoryview(bytearray(4_000_000 + #))",
          "text = 't' + str(#)\nlen(text)");

  @Override
  public String print(String line) {
    return "import sys\n_ = sys.stdout.write(\"" + line + "\\n\")";
  }

  @Override
  public String lines(String token, int lines) {
    return "for _i in range(%d): print(f\"%s:m:{_i}\")".formatted(lines, token);
  }

  @Override
  public String flood(String token, int lines, int errorEvery) {
    return """
    import sys
    for _i in range(%d):
        (sys.stderr if _i %% %d == 0 else sys.stdout).write(f"%s:m:{_i}\\n")
    """
        .formatted(lines, errorEvery, token);
  }

  /// Python has one way to start a thread.
  @Override
  public String threads(String token, int threads, int lines, int kind) {
    return """
    import sys, threading, time
    def _body(id):
        time.sleep(0.05)
        for i in range(%d):
            sys.stdout.write(f"%s:t{id}:{i}\\n")
            time.sleep(0.002)
    for _t in range(%d):
        threading.Thread(target=_body, args=(_t,)).start()
    """
        .formatted(lines, token, threads);
  }

  @Override
  public String loop(String token) {
    return print(token + ":on:0") + "\nsys.stdout.flush()\nwhile True: pass";
  }

  @Override
  public String sleep(String token) {
    return print(token + ":on:0") + "\nsys.stdout.flush()\nimport time\ntime.sleep(600)";
  }

  @Override
  public String fail(int millis, String message) {
    return "import time\ntime.sleep(%d / 1000)\nraise RuntimeError(\"%s\")"
        .formatted(millis, message);
  }

  @Override
  public String assign(String variable, int value) {
    return variable + " = " + value;
  }

  @Override
  public String ask(String prompt) {
    return "input(\"" + prompt + "\")";
  }

  @Override
  public String display(String token, int updates) {
    return """
    from IPython.display import display
    _shown = display("%s:d:0", display_id=True)
    for _i in range(1, %d + 1):
        _shown.update(f"%s:d:{_i}")
    """
        .formatted(token, updates, token);
  }

  @Override
  public Pair completion() {
    return new Pair("isinst", "isinstance");
  }

  @Override
  public String inspectable() {
    return "print";
  }

  @Override
  public String incomplete() {
    return "for i in range(3):";
  }

  @Override
  public String gauges() {
    return """
    import gc, sys
    _ = gc.collect()
    f"allocatedBlocks={sys.getallocatedblocks()} objects={len(gc.get_objects())}"
    """;
  }

  /// Other cores are kept busy by other processes: threads would wait for each other.
  @Override
  public String burn(int seconds) {
    return """
    import os, subprocess, sys, time
    _spin = "import time\\nend = time.time() + %d\\nwhile time.time() < end: pass"
    _others = [subprocess.Popen([sys.executable, "-c", _spin]) for _ in range(os.cpu_count() - 1)]
    exec(_spin)
    for _o in _others: _ = _o.wait()
    """
        .formatted(seconds);
  }

  @Override
  public List<SmallQuestion> questions() {
    return SmallQuestion.inPython();
  }

  @Override
  public String newName(int number) {
    return "name" + number + " = " + number;
  }

  @Override
  public String different(int number) {
    return DIFFERENT.get(number % DIFFERENT.size()).replace("#", Integer.toString(number));
  }

  @Override
  public List<ScriptStep> scripts() {
    return PythonScripts.all();
  }

  @Override
  public String commTarget(String target) {
    return """
    def _echo(comm, opening):
        @comm.on_msg
        def _heard(message): comm.send(message["content"]["data"])
    get_ipython().kernel.comm_manager.register_target("%s", _echo)
    """
        .formatted(target);
  }

  @Override
  public String endless(String token, int kind) {
    return switch (kind % 3) {
      case 0 -> loop(token);
      case 1 ->
          "import itertools, sys\nfor _i in itertools.count():"
              + " _ = sys.stdout.write(f\""
              + token
              + ":on:{_i}\\n\")";
      default ->
          print(token + ":on:0")
              + "\nsys.stdout.flush()\nimport subprocess\nsubprocess.call([\"sleep\", \"600\"])";
    };
  }

  /// `ipykernel` gives the output of a thread to whatever cell runs, and buffers its streams
  /// separately; a reader that stalls for seconds misses what does not fit into its buffers.
  @Override
  public Set<Fault> tolerated() {
    return Set.of(
        Fault.STREAMS_CROSSED,
        Fault.LATE_LINE_ASTRAY,
        Fault.OUTPUT_AFTER_IDLE,
        Fault.CLIENTS_DIFFER);
  }
}
