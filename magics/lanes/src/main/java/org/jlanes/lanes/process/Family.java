package org.jlanes.lanes.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The processes that the bodies in a worker have started, which end with it: also those whose
/// parents have ended, since all have a mark in their environment. What has made a session of its
/// own, as daemons do, was meant to stay. On Linux only; elsewhere they are left alone. Any thread.
final class Family {
  private static final String VARIABLE = "JLANES_WORKER";
  private static final Path PROCESSES = Path.of("/proc");

  /// Where the session is in `/proc/…/stat`, counted from the state behind the command's name.
  private static final int SESSION = 3;

  /// How often is looked for new ones: one that is being killed may just have started another.
  private static final int ROUNDS = 5;

  private static final System.Logger LOG = System.getLogger(Family.class.getName());

  private final String mark = UUID.randomUUID().toString();

  /// Gives a worker that is about to be started its mark.
  void mark(Map<String, String> environment) {
    environment.put(VARIABLE, mark);
  }

  /// Kills them all. The worker must have ended.
  void kill() {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> found = find();
      if (found.isEmpty()) {
        return;
      }
      LOG.log(System.Logger.Level.DEBUG, "a worker has left processes: {0}", found);
      found.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private List<ProcessHandle> find() {
    List<ProcessHandle> found = new ArrayList<>();
    if (!Files.isReadable(PROCESSES.resolve("self/environ"))) {
      return found;
    }
    String session = session(PROCESSES.resolve("self"));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path each : all) {
        if (isMarked(each) && session.equals(session(each))) {
          ProcessHandle.of(Long.parseLong(each.getFileName().toString())).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the processes of a worker are not found", e);
    }
    return found;
  }

  private boolean isMarked(Path process) {
    try {
      String all = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
      return all.contains(VARIABLE + "=" + mark);
    } catch (IOException e) {
      // Another user's, or it has just ended.
      return false;
    }
  }

  private static String session(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      String state = stat.substring(stat.lastIndexOf(')') + 2);
      return state.startsWith("Z") ? "" : state.split(" ", -1)[SESSION];
    } catch (IOException e) {
      return "";
    }
  }
}
