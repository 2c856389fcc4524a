package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.wire.Author;
import org.jlanes.wire.BadMessageException;
import org.jlanes.wire.Codec;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/// A subscriber that does not read for a while.
final class ProtocolStallIT {
  private static final long LINES = 1_500_000;
  private static final String PADDING = "x".repeat(90);

  /// Mostly standard output, with standard error and displays in between.
  private static final String PRINT =
      """
      for (int i = 0; i < LINES; i++) {
        (i % 100 < 98 ? System.out : System.err).println(i + " PADDING");
        if (i % 50_000 == 0) org.jlanes.runtime.display.Display.show("display " + i);
      }
      """
          .replace("LINES", Long.toString(LINES))
          .replace("PADDING", PADDING);

  private static final long HEAP_MEGABYTES = 180;

  @Test
  void noLineAndNoStatusIsLostWhenTheReaderStallsAndMemoryStaysBounded() throws Exception {
    KernelCommand plain = KernelSession.command();
    List<String> argv = new ArrayList<>(plain.argv());
    // The text has 146 MB: with the kernel itself it does not fit, should all of it wait at once.
    argv.add(1, "-Xmx" + HEAP_MEGABYTES + "m");
    try (KernelProcess kernel =
            KernelProcess.start(
                new KernelCommand(argv, plain.environment(), plain.registers()),
                java.nio.file.Path.of("."));
        ZContext context = new ZContext()) {
      kernel.client().awaitReady(KernelSession.PATIENCE);
      ConnectionFile connection = kernel.connection();
      kernel.client().close();

      ZMQ.Socket iopub = context.createSocket(SocketType.SUB);
      iopub.setHandshakeIvl(1_000);
      iopub.setRcvHWM(1);
      iopub.setReceiveBufferSize(64 * 1024);
      iopub.setReceiveTimeOut((int) KernelSession.PATIENCE.toMillis());
      iopub.subscribe("");
      iopub.connect(connection.address(connection.iopubPort()));
      ZMQ.Socket shell = context.createSocket(SocketType.DEALER);
      shell.setHandshakeIvl(1_000);
      shell.connect(connection.address(connection.shellPort()));
      ZMQ.Socket control = context.createSocket(SocketType.DEALER);
      control.setHandshakeIvl(1_000);
      control.setReceiveTimeOut((int) KernelSession.PATIENCE.toMillis());
      control.connect(connection.address(connection.controlPort()));
      Codec codec = Codec.of(connection);
      assertEquals("iopub_welcome", receive(iopub, codec).type());

      Message request = execute(PRINT);
      send(shell, codec.encode(request));
      // The reader stalls: it looks at nothing while the kernel prints as much as it can. Control
      // answers meanwhile, although the statuses of these requests wait behind the lines.
      long end = System.nanoTime() + 10_000_000_000L;
      while (System.nanoTime() < end) {
        send(
            control,
            codec.encode(
                new Author("t")
                    .message("kernel_info_request", new JsonObject(), new JsonObject())));
        assertEquals("kernel_info_reply", receive(control, codec).type());
        Thread.sleep(500);
      }

      long next = 0;
      StringBuilder rest = new StringBuilder();
      while (true) {
        Message message = receive(iopub, codec);
        if (!message.parentId().equals(request.id())) {
          continue;
        }
        if (message.type().equals("display_data")) {
          String shown = Json.string(Json.child(message.content(), "data"), "text/plain", "");
          assertEquals("display " + (next - 1), shown.replace("\"", ""));
        } else if (message.type().equals("stream")) {
          assertEquals(
              next % 100 < 98 ? "stdout" : "stderr", Json.string(message.content(), "name", ""));
          rest.append(Json.string(message.content(), "text", ""));
          int newline;
          int from = 0;
          while ((newline = rest.indexOf("\n", from)) >= 0) {
            assertEquals(next + " " + PADDING, rest.substring(from, newline));
            from = newline + 1;
            next++;
          }
          rest.delete(0, from);
        }
        if (Json.string(message.content(), "execution_state", "").equals("idle")) {
          break;
        }
      }
      assertEquals(LINES, next);
      assertTrue(kernel.handle().isAlive());
      kernel.kill();
    }
  }

  private static Message execute(String code) {
    JsonObject content = new JsonObject();
    content.addProperty("code", code);
    return new Author("test").message("execute_request", new JsonObject(), content);
  }

  private static void send(ZMQ.Socket socket, List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  private static Message receive(ZMQ.Socket socket, Codec codec) throws BadMessageException {
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = socket.recv();
      assertTrue(frame != null, "nothing came");
      frames.add(frame);
    } while (socket.hasReceiveMore());
    return codec.decode(frames);
  }
}
