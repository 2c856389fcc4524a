package org.jlanes.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jlanes.runtime.envelope.FrameChannel;
import org.jlanes.runtime.envelope.SharedBlocks;
import org.jlanes.runtime.system.WorkerCache;
import org.jlanes.runtime.weave.Weaver;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Entry point of a worker JVM. Standard input has three lines: the path of the socket to connect
/// to, the token that proves that this is the process the kernel started, and a folder in shared
/// memory (empty if there is none). They are not arguments, because those can be read by every user
/// of the machine.
public final class WorkerMain {
  /// Exit status after a connection that could not be made or used.
  private static final int NO_CONNECTION = 3;

  /// Names the JDK's provider of selectors.
  private static final String SELECTORS = "java.nio.channels.spi.SelectorProvider";

  private WorkerMain() {}

  /// Connects and serves until the connection ends. Never returns.
  public static void main(String[] arguments) {
    // Ctrl-C reaches the whole process group; what to do about it is the kernel's decision.
    Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    Thread.ofPlatform().daemon().name("worker-rehearsal").start(new Rehearsal());
    int status = NO_CONNECTION;
    boolean training = Boolean.getBoolean(WorkerCache.TRAINING);
    try {
      if (training) {
        rehearse();
      }
      chooseSelectors();
      var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      String path = in.readLine();
      String token = in.readLine();
      String folder = in.readLine();
      if (path == null || token == null || folder == null) {
        throw new IOException("a worker is started by a kernel, not by hand");
      }
      SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(path)));
      SharedBlocks shared = folder.isEmpty() ? null : SharedBlocks.join(folder);
      new Worker(new FrameChannel(socket, shared)).serve(token);
      status = 0;
    } catch (IOException e) {
      System.err.println("worker: " + e.getMessage());
    } finally {
      if (training) {
        // Only then the JVM writes down what it has learned.
        System.exit(status);
      }
      // Whatever it was, also a heap that a body has filled: nobody reads the kernel's frames now.
      Runtime.getRuntime().halt(status);
    }
  }

  /// Without this the JDK would look for another provider in all jars of the class path.
  private static void chooseSelectors() {
    if (System.getProperty("os.name").equals("Linux") && System.getProperty(SELECTORS) == null) {
      System.setProperty(SELECTORS, "sun.nio.ch.EPollSelectorProvider");
      try {
        SelectorProvider _ = SelectorProvider.provider();
      } finally {
        System.clearProperty(SELECTORS);
      }
    }
  }

  /// Does what a worker does with classes of the user's jars, so that it is in the cache too,
  /// whatever bodies run then.
  private static void rehearse() throws IOException {
    try (InputStream in = WorkerMain.class.getResourceAsStream("WorkerRun.class")) {
      byte[] _ = Weaver.weaveLibrary(in.readAllBytes());
    }
  }
}
