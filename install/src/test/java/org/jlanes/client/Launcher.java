package org.jlanes.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/// A program that starts kernels by registration, made without the code under test. Used by one
/// thread; ends what it has started.
final class Launcher implements AutoCloseable {
  static final String KEY = "the key of a test";

  private final ZContext context = new ZContext();
  private final ZMQ.Socket socket = context.createSocket(SocketType.ROUTER);
  private final int port = socket.bindToRandomPort("tcp://127.0.0.1");
  private final List<Process> processes = new ArrayList<>();
  private final Path folder;

  Launcher(Path folder) {
    this.folder = folder;
    socket.setReceiveTimeOut((int) KernelSession.PATIENCE.toMillis());
  }

  /// The fields of a registration file.
  JsonObject registration() {
    JsonObject json = new JsonObject();
    json.addProperty("transport", "tcp");
    json.addProperty("ip", "127.0.0.1");
    json.addProperty("signature_scheme", "hmac-sha256");
    json.addProperty("key", KEY);
    json.addProperty("kernel_id", "kernel of a test");
    json.addProperty("registration_ip", "127.0.0.1");
    json.addProperty("registration_port", Integer.toString(port));
    return json;
  }

  /// Starts the kernel of the distribution with a file of these fields.
  Process start(JsonObject fields) throws IOException {
    Path file = Files.writeString(folder.resolve("kernel-1.json"), fields.toString());
    ProcessBuilder builder =
        new ProcessBuilder(KernelSession.command().argvFor(file))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  /// The frames of the next registration, the routing frame first.
  List<byte[]> receive() {
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = socket.recv();
      if (frame == null) {
        throw new AssertionError("no registration; the kernel said:\n" + log());
      }
      frames.add(frame);
    } while (socket.hasReceiveMore());
    return frames;
  }

  /// Answers a registration.
  void answer(List<byte[]> registration, String signature, String content) {
    socket.sendMore(registration.getFirst());
    socket.sendMore("<IDS|MSG>");
    socket.sendMore(signature.getBytes(US_ASCII));
    socket.send(content.getBytes(UTF_8));
  }

  /// The signature of some content.
  static String sign(byte[] content) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(content));
  }

  /// What the kernel has written to its standard output and error.
  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /// Waits for a kernel's end.
  int status(Process kernel) throws InterruptedException {
    if (!kernel.waitFor(KernelSession.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the kernel goes on; it said:\n" + log());
    }
    return kernel.exitValue();
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    context.close();
  }
}
