package org.jlanes.runtime.output;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.runtime.scope.CellOutput;

/// What a process builder would let its process inherit, for the time of the start replaced by
/// pipes into a cell. Closing it puts the builder's own settings back. Used by one thread.
///
/// The pipes are not `Redirect.PIPE`: the JDK closes those when the process ends, while what it has
/// started in the background may go on writing.
final class InheritedStreams implements AutoCloseable {
  private static final File NOTHING = new File("/dev/null");

  private final List<Runnable> restore = new ArrayList<>();
  private final List<Integer> writeEnds = new ArrayList<>();
  private final List<Pumped> pumps = new ArrayList<>();
  private final CellOutput to;

  private record Pumped(ProcessBuilder builder, StreamPump pump) {}

  InheritedStreams(CellOutput to) {
    this.to = to;
  }

  /// Standard input: nobody can type into the kernel's own, so there is nothing to read.
  void replaceInput(ProcessBuilder builder) {
    Redirect old = builder.redirectInput();
    if (old.equals(Redirect.INHERIT)) {
      builder.redirectInput(NOTHING);
      restore.add(() -> builder.redirectInput(old));
    }
  }

  void replaceOutput(ProcessBuilder builder) throws IOException {
    Redirect old = builder.redirectOutput();
    if (old.equals(Redirect.INHERIT)) {
      builder.redirectOutput(pipe(builder, CellOutput.Stream.STDOUT));
      restore.add(() -> builder.redirectOutput(old));
    }
  }

  void replaceError(ProcessBuilder builder) throws IOException {
    Redirect old = builder.redirectError();
    if (old.equals(Redirect.INHERIT) && !builder.redirectErrorStream()) {
      builder.redirectError(pipe(builder, CellOutput.Stream.STDERR));
      restore.add(() -> builder.redirectError(old));
    }
  }

  private Redirect pipe(ProcessBuilder builder, CellOutput.Stream stream) throws IOException {
    Posix.Pipe pipe = Posix.pipe();
    writeEnds.add(pipe.writeEnd());
    FileInputStream in = new FileInputStream(Posix.path(pipe.readEnd()));
    Posix.close(pipe.readEnd());
    StreamPump pump = StreamPump.start("child-" + stream, in, stream, to);
    pumps.add(new Pumped(builder, pump));
    return Redirect.to(new File(Posix.path(pipe.writeEnd())));
  }

  /// The pumps of a builder's replaced streams. They end when every process that holds the other
  /// end has.
  List<StreamPump> pumps(ProcessBuilder builder) {
    return pumps.stream().filter(each -> each.builder == builder).map(Pumped::pump).toList();
  }

  @Override
  public void close() throws IOException {
    restore.forEach(Runnable::run);
    for (int descriptor : writeEnds) {
      Posix.close(descriptor);
    }
  }
}
