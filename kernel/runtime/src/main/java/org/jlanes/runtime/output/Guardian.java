package org.jlanes.runtime.output;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.runtime.scope.ChildEnvironment;
import org.jlanes.runtime.system.OwnedFolder;
import org.jlanes.runtime.system.SharedMemory;
import org.jlanes.runtime.system.TemporaryFolder;

/// A small process that outlives this one, a shell that waits for it to end, in whatever way: then
/// it kills what this process has started and left running, removes its temporary files and its
/// shared memory, and copies into the server's log what is left in the pipes, so that a crash loses
/// no word. On Linux only, where a pipe can be opened by another process.
///
/// Left running means: in this process's session, and either this process leads that session
/// (Jupyter makes one for each kernel) or the environment has the mark of [TemporaryFolder]. So
/// also processes are found whose parents have ended. What has made a session of its own with
/// `setsid`, as daemons do, was meant to stay.
///
/// It has a session of its own, so that it is reached by no signal to the process group, with which
/// Jupyter kills kernels.
final class Guardian {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      exec 3<"$1" 4<"$2" 5<"$3" || exit
      session=$4 leads=$5 folder=$6 prefix=$7 mark=$8 shared=$9
      # What says whose a text is has no place in a log.
      log() {
        sed -u "s/${mark}[ts][0-9a-f]\\{12\\}//g" 2>/dev/null || cat
      }
      # Until nobody can write to this pipe any more.
      read -r end <&5
      log <&3 >&2 &
      log <&4 >&2 &
      exec 3<&- 4<&- 5<&-
      round=0
      while [ $round -lt 20 ]; do
        round=$((round + 1)) found= marked=
        # On a machine under load each program that is started costs a tenth of a second.
        $leads || marked=$(grep -lsF -- "JLANES_KERNEL=$folder" /proc/[0-9]*/environ)
        for stat in /proc/[0-9]*/stat; do
          pid=${stat#/proc/} pid=${pid%/stat}
          { read -r line <"$stat"; } 2>/dev/null || continue
          # State, parent, process group, session: behind the command's name, see proc(5).
          set -- ${line##*) }
          [ "$4" = "$session" ] && [ "$1" != Z ] && [ "$2" != $$ ] && [ "$pid" != $$ ] || continue
          case "$leads$marked" in
            true*|*"/proc/$pid/environ"*) found="$found $pid" ;;
          esac
        done
        [ -n "$found" ] || break
        kill -9 $found 2>/dev/null
      done
      rm -rf -- "$folder" "/tmp/${folder##*/}" "$shared/$prefix"-*
      wait
      """;

  private final Process process;

  private Guardian(Process process) {
    this.process = process;
  }

  /// Starts the guardian. To be called while descriptor 2 still is the log.
  ///
  /// @param stamp what says in these pipes whose a text is
  /// @param out descriptor of the pipe with standard output
  /// @param err descriptor of the pipe with standard error
  /// @return the guardian, or null on other systems
  static Guardian start(Stamp stamp, int out, int err) throws IOException {
    Path open = Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd");
    if (!Files.isDirectory(open)) {
      return null;
    }
    // Not its standard input: programs that native code starts would inherit the writing end.
    Posix.Pipe life = Posix.pipe();
    long session = OwnedFolder.session();
    List<String> command = new ArrayList<>();
    ChildEnvironment.program("setsid").ifPresent(program -> command.add(program.toString()));
    command.addAll(List.of("sh", "-c", SCRIPT, "jlanes-guardian"));
    for (int descriptor : new int[] {out, err, life.readEnd()}) {
      command.add(open.resolve(Integer.toString(descriptor)).toString());
    }
    command.add(Long.toString(session));
    command.add(Boolean.toString(session == ProcessHandle.current().pid()));
    command.add(TemporaryFolder.path().toString());
    command.add(OwnedFolder.prefix());
    command.add(new String(stamp.mark(), StandardCharsets.US_ASCII));
    command.add(SharedMemory.path().toString());
    return new Guardian(
        new ProcessBuilder(command)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start());
  }

  /// Its process, which is to be spared when this process kills its children.
  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public String toString() {
    return "guardian, process " + process.pid();
  }
}
