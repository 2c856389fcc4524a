package org.jlanes.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.CurveKeys;
import org.jlanes.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kernels that choose their ports and register them (JEP 66).
final class RegistrationIT {
  @TempDir Path folder;

  @Test
  void aKernelRegistersItsPortsAndWritesAConnectionFileWhileItLives() throws Exception {
    try (Launcher launcher = new Launcher(folder)) {
      Process process = launcher.start(launcher.registration());
      ConnectionFile announced = register(launcher);
      Path copy = folder.resolve("kernel-1-connection.json");
      assertEquals(announced, ConnectionFile.read(copy));
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
      try (KernelClient client = KernelClient.connect(announced)) {
        client.awaitReady(KernelSession.PATIENCE);
        assertEquals("ok", client.execute("1", ExecuteOptions.DEFAULT, output -> {}).status());
        client.shutdown(false, KernelSession.PATIENCE);
      }
      assertEquals(0, launcher.status(process));
      assertFalse(Files.exists(copy));
      try (Stream<Path> marks = Files.list(folder.resolve("state/jlanes/kernels"))) {
        assertEquals(List.of(), marks.toList());
      }
    }
  }

  /// Takes a registration as the specification has it, and acknowledges it.
  private static ConnectionFile register(Launcher launcher) throws Exception {
    List<byte[]> frames = launcher.receive();
    assertEquals(4, frames.size());
    assertEquals("<IDS|MSG>", new String(frames.get(1), US_ASCII));
    byte[] content = frames.get(3);
    assertEquals(Launcher.sign(content), new String(frames.get(2), US_ASCII));
    JsonObject json = Json.object(new String(content, UTF_8));
    assertEquals("kernel of a test", json.get("kernel_id").getAsString());
    assertEquals(
        Set.of("kernel_id", "shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"),
        json.keySet());
    launcher.answer(frames, Launcher.sign("ACK".getBytes(US_ASCII)), "ACK");
    return new ConnectionFile(
        "127.0.0.1",
        json.get("shell_port").getAsInt(),
        json.get("iopub_port").getAsInt(),
        json.get("stdin_port").getAsInt(),
        json.get("control_port").getAsInt(),
        json.get("hb_port").getAsInt(),
        Launcher.KEY,
        "hmac-sha256",
        "");
  }

  @Test
  void aKernelThatRegistersAgainTellsHowTheOneBeforeItDied() throws Exception {
    try (Launcher launcher = new Launcher(folder)) {
      Process first = launcher.start(launcher.registration());
      register(launcher);
      first.destroyForcibly();
      launcher.status(first);
      // It could not remove its connection file; the next one replaces it.
      assertTrue(Files.exists(folder.resolve("kernel-1-connection.json")));
      launcher.start(launcher.registration());
      try (KernelClient client = KernelClient.connect(register(launcher))) {
        client.awaitReady(KernelSession.PATIENCE);
        StringBuilder heard = new StringBuilder();
        client.execute("1", ExecuteOptions.DEFAULT, output -> heard.append(output));
        assertTrue(heard.indexOf("(process " + first.pid() + ") died") > 0, heard.toString());
      }
    }
  }

  @Test
  void aKernelWhoseRegistrationNobodyAnswersEnds() throws Exception {
    try (Launcher launcher = new Launcher(folder)) {
      Process process = launcher.start(launcher.registration());
      launcher.receive();
      assertEnded(launcher, process, "nobody acknowledged them within 10 s");
    }
  }

  @Test
  void aKernelWhoseRegistrationIsRefusedEnds() throws Exception {
    try (Launcher launcher = new Launcher(folder)) {
      Process process = launcher.start(launcher.registration());
      List<byte[]> frames = launcher.receive();
      launcher.answer(frames, Launcher.sign("TOO LATE".getBytes(US_ASCII)), "TOO LATE");
      assertEnded(launcher, process, "the answer is \"TOO LATE\", not ACK");
    }
  }

  @Test
  void aKernelWhoseRegistrationIsAnsweredWithAWrongSignatureEnds() throws Exception {
    try (Launcher launcher = new Launcher(folder)) {
      Process process = launcher.start(launcher.registration());
      List<byte[]> frames = launcher.receive();
      launcher.answer(frames, Launcher.sign("other".getBytes(US_ASCII)), "ACK");
      assertEnded(launcher, process, "wrong signature");
    }
  }

  @Test
  void aDamagedRegistrationFileIsExplained() throws Exception {
    try (Launcher launcher = new Launcher(folder)) {
      JsonObject damaged = launcher.registration();
      damaged.remove("registration_ip");
      assertEnded(launcher, launcher.start(damaged), "no field \"registration_ip\"");
      JsonObject both = launcher.registration();
      both.addProperty("hb_port", 7);
      assertEnded(launcher, launcher.start(both), "\"hb_port\" stands beside registration_port");
    }
  }

  /// The kernel ends with status 2, says why, and leaves nothing behind.
  private void assertEnded(Launcher launcher, Process process, String why) throws Exception {
    assertEquals(2, launcher.status(process), launcher.log());
    assertTrue(launcher.log().contains(why), launcher.log());
    assertFalse(Files.exists(folder.resolve("kernel-1-connection.json")));
    Path marks = folder.resolve("state/jlanes/kernels");
    if (Files.exists(marks)) {
      try (Stream<Path> all = Files.list(marks)) {
        assertEquals(List.of(), all.toList());
      }
    }
  }

  @Test
  void ourOwnClientStartsKernelsByRegistrationEncryptedOrNot() throws Exception {
    KernelCommand command =
        KernelSession.command().with(Map.of("XDG_STATE_HOME", folder.toString()));
    assertTrue(command.registers());
    for (Optional<CurveKeys> keys :
        List.of(Optional.<CurveKeys>empty(), Optional.of(CurveKeys.generate()))) {
      try (KernelProcess kernel = KernelProcess.start(command, folder, received -> {}, keys)) {
        assertEquals(keys, kernel.connection().curve());
        kernel.client().awaitReady(KernelSession.PATIENCE);
        assertEquals(
            "ok", kernel.client().execute("1", ExecuteOptions.DEFAULT, output -> {}).status());
      }
    }
  }

  @Test
  void aProgramThatEndsBeforeItHasRegisteredIsExplained() {
    KernelCommand command =
        new KernelCommand(List.of("sh", "-c", "echo no room; exit 3"), Map.of(), true);
    KernelDiedException e =
        assertThrows(KernelDiedException.class, () -> KernelProcess.start(command, folder));
    assertTrue(e.getMessage().contains("status 3"), e.getMessage());
    assertTrue(e.getMessage().contains("no room"), e.getMessage());
  }
}
