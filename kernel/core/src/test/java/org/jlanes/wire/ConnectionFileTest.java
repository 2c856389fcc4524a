package org.jlanes.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
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

  @Test
  void anOpenAddressWithoutAKeyIsServedWhenItIsEncrypted() throws Exception {
    JsonObject json = good();
    json.addProperty("ip", "0.0.0.0");
    json.addProperty("key", "");
    CurveKeys keys = CurveKeys.generate();
    json.addProperty("curve_publickey", keys.publicKey());
    json.addProperty("curve_secretkey", keys.secretKey());
    assertEquals(keys, read(json).curve().orElseThrow());
  }

  @Test
  void anEncryptedConnectionIsReadAsItWasWritten() throws Exception {
    ConnectionFile encrypted = GOOD.encrypted(Optional.of(CurveKeys.generate()));
    Path file = folder.resolve("encrypted.json");
    encrypted.write(file);
    assertEquals(encrypted, ConnectionFile.read(file));
  }

  @Test
  void eachMistakeInTheKeysIsNamedAndTheSecretKeyIsNotShown() throws Exception {
    CurveKeys keys = CurveKeys.generate();
    assertKeys(keys.publicKey(), null, "\"curve_secretkey\" is missing", "needs both");
    assertKeys(null, keys.secretKey(), "\"curve_publickey\" is missing", "needs both");
    assertKeys(keys.publicKey(), "short", "\"curve_secretkey\" has 5 characters", "Z85");
    assertKeys("~".repeat(40), keys.secretKey(), "\"curve_publickey\" has 40", "Z85");
    assertKeys(keys.publicKey(), "#".repeat(40), "\"curve_secretkey\" has 40", "Z85");
    assertKeys(
        CurveKeys.generate().publicKey(),
        keys.secretKey(),
        "is not the public key of curve_secretkey",
        "one pair");
  }

  private void assertKeys(String publicKey, String secretKey, String... words) throws Exception {
    JsonObject json = good();
    json.addProperty("curve_publickey", publicKey);
    json.addProperty("curve_secretkey", secretKey);
    assertExplained(json, words);
    if (secretKey != null) {
      assertFalse(message(folder.resolve("c.json")).contains(secretKey));
    }
  }

  @Test
  void keysAreThoseOfTheCurveSpecification() {
    // The server's test keys in zmq_curve(7).
    CurveKeys keys =
        new CurveKeys(
            "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7", "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6");
    assertTrue(keys.belongTogether());
    assertFalse(keys.toString().contains(keys.secretKey()));
    assertTrue(CurveKeys.generate().belongTogether());
  }

  @Test
  void aRegistrationFileIsKnownByItsFields() throws Exception {
    RegistrationFile written = new RegistrationFile("127.0.0.1", 7, "id", GOOD.at(0, 0, 0, 0, 0));
    Path file = folder.resolve("r.json");
    written.write(file);
    assertEquals(written, StartFile.read(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(message(file).contains("-connection.json"));
    JsonObject number = registration();
    number.addProperty("registration_port", 7);
    number.remove("kernel_id");
    assertEquals("", ((RegistrationFile) StartFile.read(stored(number))).kernelId());
  }

  @Test
  void eachMistakeInARegistrationFileIsNamed() throws Exception {
    for (String field : List.of("registration_ip", "registration_port", "ip", "key")) {
      JsonObject json = registration();
      json.remove(field);
      assertRefused(json, "no field \"" + field + "\"");
    }
    for (Object port : List.of(0, 65_536, "x", "-1", "99999999999", List.of())) {
      JsonObject json = registration();
      json.add("registration_port", Json.of(port));
      assertRefused(json, "\"registration_port\" is", "between 1 and 65535");
    }
    JsonObject both = registration();
    both.addProperty("shell_port", 7);
    assertRefused(both, "\"shell_port\" stands beside registration_port", "leave out");
    for (String field : List.of("ip", "registration_ip")) {
      JsonObject open = registration();
      open.addProperty("key", "");
      open.addProperty(field, "10.0.0.1");
      assertRefused(open, "10.0.0.1", "set a key");
    }
  }

  private JsonObject registration() {
    JsonObject json = GOOD.common();
    json.addProperty("kernel_id", "id");
    json.addProperty("registration_ip", "127.0.0.1");
    json.addProperty("registration_port", "7");
    return json;
  }

  private Path stored(JsonObject json) throws Exception {
    return Files.writeString(folder.resolve("s.json"), json.toString());
  }

  private void assertRefused(JsonObject json, String... words) throws Exception {
    Path file = stored(json);
    String message =
        assertThrows(ConnectionFileException.class, () -> StartFile.read(file)).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
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
