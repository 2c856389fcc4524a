package org.jlanes.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.CurveKeys;
import org.jlanes.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the fields of a connection file do to a kernel.
final class ProtocolConnectionIT {
  @TempDir Path folder;

  private static ConnectionFile connection(String key, String scheme) throws Exception {
    ConnectionFile free = KernelProcess.freePorts();
    return new ConnectionFile(
        free.ip(),
        free.shellPort(),
        free.iopubPort(),
        free.stdinPort(),
        free.controlPort(),
        free.hbPort(),
        key,
        scheme,
        "");
  }

  @Test
  void withAnEmptyKeyNothingIsSignedAndEverySignatureIsTaken() throws Exception {
    ConnectionFile open = connection("", "hmac-sha256");
    try (KernelSession kernel = KernelSession.startAt(open, Map.of(), Path.of("."))) {
      assertEquals("2", kernel.run("1 + 1").result());
      for (String signature : List.of("", "anything")) {
        List<byte[]> frames =
            List.of(
                Forge.DELIMITER,
                signature.getBytes(UTF_8),
                Forge.header(Forge.id(), "kernel_info_request").getBytes(UTF_8),
                "{}".getBytes(UTF_8),
                "{}".getBytes(UTF_8),
                "{}".getBytes(UTF_8));
        List<byte[]> answer = ProtocolHeaderIT.exchange(open, open.shellPort(), frames);
        assertEquals(0, answer.get(1).length, "a signature without a key");
        // The same again: without signatures a replay cannot be told.
        assertEquals(6, ProtocolHeaderIT.exchange(open, open.shellPort(), frames).size());
      }
    }
  }

  @Test
  void theDigestOfTheSignatureIsTheOneThatTheFileNames() throws Exception {
    ConnectionFile sha512 = connection("key", "hmac-sha512");
    try (KernelSession kernel = KernelSession.startAt(sha512, Map.of(), Path.of("."))) {
      assertEquals("2", kernel.run("1 + 1").result());
      List<byte[]> frames =
          new Forge(sha512)
              .signed(Forge.header(Forge.id(), "kernel_info_request"), "{}", "{}", "{}");
      kernel.client().sendRaw(ChannelName.SHELL, frames);
      assertEquals("4", kernel.run("2 + 2").result());
      assertTrue(kernel.process().log().contains("wrong signature"), kernel.process().log());
    }
  }

  /// Catches a kernel that listens everywhere, which an interface of Linux' loopback can tell.
  @Test
  void onlyTheGivenAddressIsListenedAt() throws Exception {
    InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    assumeTrue(
        System.getProperty("os.name").equals("Linux"), "only Linux has further loopback addresses");
    try (KernelSession kernel = KernelSession.start()) {
      for (int port : kernel.process().connection().ports()) {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        assertThrows(ConnectException.class, () -> new Socket(other, port).close());
      }
    }
  }

  @Test
  void encryptionThatLacksAKeyAndAnOpenAddressWithoutAnyAreRefused() throws Exception {
    CurveKeys keys = CurveKeys.generate();
    assertRefused(
        json -> json.addProperty("curve_publickey", keys.publicKey()),
        "\"curve_secretkey\" is missing");
    assertRefused(
        json -> json.addProperty("curve_secretkey", keys.secretKey()),
        "\"curve_publickey\" is missing");
    assertRefused(
        json -> {
          json.addProperty("ip", "0.0.0.0");
          json.addProperty("key", "");
        },
        "anyone on the network could run code here");
  }

  private void assertRefused(Consumer<JsonObject> change, String why) throws Exception {
    Path file = folder.resolve("connection.json");
    Files.deleteIfExists(file);
    KernelProcess.freePorts().write(file);
    JsonObject json = Json.object(Files.readString(file));
    change.accept(json);
    Files.writeString(file, json.toString());
    Process process = new ProcessBuilder(KernelSession.command().argvFor(file)).start();
    try {
      String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
      assertTrue(process.waitFor(KernelSession.PATIENCE.toSeconds(), TimeUnit.SECONDS));
      assertEquals(2, process.exitValue());
      assertTrue(said.contains(why), said);
      assertFalse(said.contains("Exception"), said);
    } finally {
      process.destroyForcibly();
    }
  }
}
