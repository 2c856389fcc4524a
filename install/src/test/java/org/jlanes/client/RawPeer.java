package org.jlanes.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A peer that speaks ZMTP byte by byte, so that it can also say what no library would. A kernel
/// that hangs up in the middle of it is no error. For one thread.
///
/// ```java
/// try (RawPeer peer = RawPeer.connect(port).greeting(3, "NULL").ready("DEALER")) {
///   peer.frame(RawPeer.MORE, "half a message".getBytes());
/// }
/// ```
///
/// @see <a href="https://rfc.zeromq.org/spec/23/">ZMTP 3.0</a>
final class RawPeer implements AutoCloseable {
  static final int LAST = 0;
  static final int MORE = 1;
  static final int COMMAND = 4;
  private static final int LONG = 2;
  private static final int GREETING = 64;
  private static final int OLD_GREETING = 12;

  private final Socket socket;

  private RawPeer(Socket socket) {
    this.socket = socket;
  }

  static RawPeer connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) KernelSession.PATIENCE.toMillis());
    return new RawPeer(socket);
  }

  RawPeer send(byte... bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException hungUp) {
      // The kernel may hang up; what counts is what it does afterwards.
      System.getLogger(RawPeer.class.getName()).log(System.Logger.Level.DEBUG, "hung up", hungUp);
    }
    return this;
  }

  /// The first ten bytes of every version since 2.
  static byte[] signature() {
    byte[] signature = new byte[10];
    signature[0] = (byte) 0xff;
    signature[9] = 0x7f;
    return signature;
  }

  /// A complete greeting of version 3 or what pretends to be one; waits for the kernel's or for its
  /// hanging up. JeroMQ hangs up on who goes on before that, and would not see what comes then.
  RawPeer greeting(int major, String mechanism) throws IOException {
    byte[] greeting = Arrays.copyOf(signature(), GREETING);
    greeting[10] = (byte) major;
    byte[] name = mechanism.getBytes(US_ASCII);
    System.arraycopy(name, 0, greeting, 12, name.length);
    send(greeting);
    boolean old = major == 0 || major == 1;
    var unused = socket.getInputStream().readNBytes(old ? OLD_GREETING : GREETING);
    return this;
  }

  /// Ends the handshake without an identity.
  RawPeer ready(String socketType) {
    return ready(socketType, new byte[0]);
  }

  /// Ends the handshake.
  RawPeer ready(String socketType, byte[] identity) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(name("READY"));
    body.writeBytes(property("Socket-Type", socketType.getBytes(US_ASCII)));
    body.writeBytes(property("Identity", identity));
    return frame(COMMAND, body.toByteArray());
  }

  /// The whole handshake of a client's socket.
  RawPeer dealer() throws IOException {
    return greeting(3, "NULL").ready("DEALER");
  }

  /// The whole handshake of a subscriber.
  RawPeer subscriber() throws IOException {
    return greeting(3, "NULL").ready("SUB");
  }

  static byte[] property(String name, byte[] value) {
    byte[] key = name(name);
    return ByteBuffer.allocate(key.length + 4 + value.length)
        .put(key)
        .putInt(value.length)
        .put(value)
        .array();
  }

  /// A text with its length in one byte before it.
  static byte[] name(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    return ByteBuffer.allocate(1 + bytes.length).put((byte) bytes.length).put(bytes).array();
  }

  /// A whole frame.
  RawPeer frame(int flags, byte[] body) {
    return announce(flags, body.length).send(body);
  }

  /// The head of a frame of some length, or of what pretends to be one.
  RawPeer announce(int flags, long length) {
    return send(ByteBuffer.allocate(9).put((byte) (flags | LONG)).putLong(length).array());
  }

  /// Reads as many bytes as `expected` has, skipping what comes before them.
  ///
  /// @return whether they came before the connection ended
  boolean awaitBytes(byte[] expected) throws IOException {
    byte[] window = new byte[expected.length];
    int read;
    while ((read = socket.getInputStream().read()) >= 0) {
      System.arraycopy(window, 1, window, 0, window.length - 1);
      window[window.length - 1] = (byte) read;
      if (Arrays.equals(window, expected)) {
        return true;
      }
    }
    return false;
  }

  /// Ends the connection with a reset instead of an orderly end.
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
