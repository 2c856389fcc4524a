package org.jlanes.soak;

import java.util.List;
import java.util.Map;
import java.util.Random;

/// What Python cells do beyond what all do.
final class PythonScripts {
  private PythonScripts() {}

  /// All of it.
  static List<ScriptStep> all() {
    return List.of(
        new ScriptStep("a child process", 3, PythonScripts::child),
        new ScriptStep("a timer", 3, PythonScripts::timer));
  }

  /// `ipykernel` reads what children write to the inherited descriptors in a thread of its own,
  /// whenever it comes.
  private static Script child(String token, Random random) {
    int lines = 1 + random.nextInt(50);
    String code =
        """
        import subprocess
        subprocess.call(
            ["sh", "-c", "i=0; while [ $i -lt %d ]; do echo %s:c:$i; i=$((i+1)); done"])
        """
            .formatted(lines, token);
    return new Script(code, Map.of("c", lines), "0", true);
  }

  private static Script timer(String token, Random random) {
    int lines = 1 + random.nextInt(5);
    String code =
        """
        import sys, threading
        def _tick(i, again):
            sys.stdout.write(f"%s:t:{i}\\n")
            if i + 1 < %d: threading.Timer(0.01, again, (i + 1, again)).start()
        threading.Timer(0.01, _tick, (0, _tick)).start()
        """
            .formatted(token, lines);
    return new Script(code, Map.of("t", lines), null, true);
  }
}
