package org.jlanes.soak;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/// A wire between a client and a port of a kernel on which nothing can pass for a while, as if the
/// client did not read. One virtual thread for each direction of each connection. Kernels may come
/// and go behind it.
final class SlowLine implements Closeable {
  private static final System.Logger LOG = System.getLogger(SlowLine.class.getName());

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private volatile long pausedUntil = System.nanoTime();

  /// Listens in front of a port.
  SlowLine(int target) throws IOException {
    this.target = target;
    Thread.ofVirtual().name("slow line").start(this::accept);
  }

  /// Where the client is to connect to.
  int port() {
    return server.getLocalPort();
  }

  /// From now on nothing passes to the client for so long. What the buffers of both sockets cannot
  /// take must be kept by the kernel.
  void pause(int millis) {
    pausedUntil = System.nanoTime() + millis * 1_000_000L;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        try {
          Socket kernel = new Socket(InetAddress.getLoopbackAddress(), target);
          Thread.ofVirtual().start(() -> pump(client, kernel, false));
          Thread.ofVirtual().start(() -> pump(kernel, client, true));
        } catch (IOException e) {
          // No kernel just now: the client tries again.
          client.close();
          throw e;
        }
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "nobody to connect", e);
      }
    }
  }

  private void pump(Socket from, Socket to, boolean slow) {
    byte[] bytes = new byte[16 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        long left = pausedUntil - System.nanoTime();
        while (slow && left > 0) {
          LockSupport.parkNanos(left);
          left = pausedUntil - System.nanoTime();
        }
        out.write(bytes, 0, n);
      }
    } catch (IOException e) {
      // One side has hung up, and so does the other now.
      LOG.log(Level.DEBUG, "hung up", e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
