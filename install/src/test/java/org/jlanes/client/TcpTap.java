package org.jlanes.client;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.wire.ConnectionFile;

/// Stands on the wire between clients and a kernel: hears all that passes, in both directions, and
/// can say something of its own to the kernel. One virtual thread for each direction of each
/// connection; what is recorded is guarded by this object.
final class TcpTap implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TcpTap.class.getName());

  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final List<Closeable> open = new ArrayList<>();
  private final List<Socket> toKernel = new ArrayList<>();
  private final ConnectionFile connection;

  /// Listens in front of every port of a kernel.
  TcpTap(ConnectionFile kernel) throws IOException {
    connection =
        kernel.at(
            inFrontOf(kernel.shellPort()),
            inFrontOf(kernel.iopubPort()),
            inFrontOf(kernel.stdinPort()),
            inFrontOf(kernel.controlPort()),
            inFrontOf(kernel.hbPort()));
  }

  /// What clients connect to in order to be heard.
  ConnectionFile connection() {
    return connection;
  }

  private synchronized int inFrontOf(int port) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(server);
    Thread.ofVirtual().start(() -> accept(server, port));
    return server.getLocalPort();
  }

  private void accept(ServerSocket server, int port) {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket kernel = new Socket(InetAddress.getLoopbackAddress(), port);
        synchronized (this) {
          open.add(client);
          open.add(kernel);
          toKernel.add(kernel);
        }
        Thread.ofVirtual().start(() -> pump(client, kernel));
        Thread.ofVirtual().start(() -> pump(kernel, client));
      } catch (IOException e) {
        // The test is over, or the kernel does not listen any more; what was heard stays.
        LOG.log(Level.DEBUG, "nobody to connect to", e);
      }
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] bytes = new byte[64 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        synchronized (this) {
          heard.write(bytes, 0, n);
        }
        out.write(bytes, 0, n);
      }
    } catch (IOException e) {
      // One side has hung up, and so does the other now.
      LOG.log(Level.DEBUG, "hung up", e);
    }
  }

  /// Whether a text has passed.
  synchronized boolean hasHeard(String text) {
    return heard.toString(StandardCharsets.ISO_8859_1).contains(text);
  }

  /// How many bytes have passed.
  synchronized int size() {
    return heard.size();
  }

  /// Puts bytes into every connection to the kernel, among those of the client.
  synchronized void inject(byte[] bytes) throws IOException {
    for (Socket socket : toKernel) {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (Closeable each : open) {
      each.close();
    }
  }
}
