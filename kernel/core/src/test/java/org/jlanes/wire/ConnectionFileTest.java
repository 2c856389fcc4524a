package org.jlanes.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectionFileTest {
  @TempDir Path folder;

  private static final ConnectionFile GOOD =
      new ConnectionFile("127.0.0.1", 1, 2, 3, 4, 5, "secret", "hmac-sha256", "jlanes");

  @Test
  void whatIsWrittenIsReadAndOnlyTheOwnerMayReadIt() throws Exception {
    Path file = folder.resolve("c.json");
    GOOD.write(file);
    assertEquals(GOOD, ConnectionFile.read(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void eachMissingFieldIsNamed() throws Exception {
    for (String field :
        List.of("ip", "key", "shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")) {
      JsonObject json = good();
      json.remove(field);
      assertExplained(json, "no field \"" + field + "\"");
    }
  }

  @Test
  void transportSchemeAndKernelNameHaveDefaults() throws Exception {
    JsonObject json = good();
    List.of("transport", "signature_scheme", "kernel_name").forEach(json::remove);
    assertEquals("hmac-sha256", read(json).signatureScheme());
  }

  @Test
  void eachWrongFieldIsNamedWithItsValueAndWhatToDo() throws Exception {
    assertWrong("transport", "ipc", "KernelManager.transport");
    assertWrong("signature_scheme", "rsa", "hmac-sha256");
    assertWrong("signature_scheme", "hmac-nothing", "hmac-sha256");
    assertWrong("shell_port", 0, "between 1 and 65535");
    assertWrong("shell_port", 65_536, "between 1 and 65535");
    assertWrong("shell_port", "7", "between 1 and 65535");
    assertWrong("hb_port", 1, "as is shell_port");
    assertWrong("ip", 7, "give a string");
    assertWrong("curve_secretkey", "x", "CURVE");
    assertWrong("registration_port", 7, "handshake");
  }

  @Test
  void anOpenAddressNeedsAKey() throws Exception {
    JsonObject json = good();
    json.addProperty("ip", "0.0.0.0");
    assertEquals("0.0.0.0", read(json).ip());
    json.addProperty("key", "");
    assertExplained(json, "set a key");
    json.addProperty("ip", "127.0.0.1");
    assertEquals("", read(json).key());
  }

  @Test
  void aFileThatIsMissingOrNoJsonIsNamed() throws Exception {
    Path file = folder.resolve("none.json");
    assertTrue(message(file).contains(file.toString()));
    Files.writeString(file, "shell_port = 7");
    assertTrue(
        message(file).contains("not a JSON object (malformed at line 1 column 1)"), message(file));
  }

  @Test
  void anIpv6AddressIsBracketed() {
    ConnectionFile six = new ConnectionFile("::1", 1, 2, 3, 4, 5, "", "hmac-sha256", "");
    assertEquals("tcp://[::1]:4", six.address(six.controlPort()));
  }

  private JsonObject good() throws Exception {
    Path file = folder.resolve("good.json");
    Files.deleteIfExists(file);
    GOOD.write(file);
    return Json.object(Files.readString(file));
  }

  private ConnectionFile read(JsonObject json) throws Exception {
    return ConnectionFile.read(Files.writeString(folder.resolve("c.json"), json.toString()));
  }

  private void assertWrong(String field, Object value, String remedy) throws Exception {
    JsonObject json = good();
    json.add(field, Json.of(value));
    assertExplained(json, "\"" + field + "\"", remedy);
  }

  private void assertExplained(JsonObject json, String... words) throws Exception {
    String message = message(Files.writeString(folder.resolve("c.json"), json.toString()));
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  private static String message(Path file) {
    return assertThrows(ConnectionFileException.class, () -> ConnectionFile.read(file))
        .getMessage();
  }
}
