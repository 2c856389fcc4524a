package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallationTest {
  private static final Path JAVA = Path.of("/jdk/bin/java");

  @TempDir Path folder;
  private Distribution distribution;
  private Path kernels;

  @BeforeEach
  void build() throws IOException {
    Path built = Files.createDirectories(folder.resolve("build/lib")).getParent();
    Files.writeString(built.resolve("jlanes-kernel.jar"), "kernel");
    Files.writeString(built.resolve("lib/gson.jar"), "gson");
    distribution = new Distribution(built);
    kernels = folder.resolve("data/kernels");
  }

  private Installation installed(String name) throws CommandException {
    Installation installation = Installation.at(kernels, name);
    installation.install(distribution, JAVA);
    return installation;
  }

  private JsonObject spec(String name) throws IOException {
    return JsonParser.parseString(Files.readString(kernels.resolve(name).resolve("kernel.json")))
        .getAsJsonObject();
  }

  @Test
  void theKernelspecStartsTheCopyWithJavaByItsAbsolutePath() throws Exception {
    installed("jlanes");

    JsonObject spec = spec("jlanes");
    assertEquals(
        JsonParser.parseString(
            "[\"%s\", \"@%s\", \"-jar\", \"%s\", \"{connection_file}\"]"
                .formatted(
                    JAVA,
                    kernels.resolve("jlanes/jvm.options"),
                    kernels.resolve("jlanes/jlanes-kernel.jar"))),
        spec.get("argv"));
    assertEquals("Java (JLanes)", spec.get("display_name").getAsString());
    assertEquals("java", spec.get("language").getAsString());
    assertEquals("message", spec.get("interrupt_mode").getAsString());
    assertEquals("5.5", spec.get("kernel_protocol_version").getAsString());
    assertEquals(
        "[\"curve\"]", spec.getAsJsonObject("metadata").get("supported_encryption").toString());
  }

  @Test
  void jarsAndLogosAreInTheFolder() throws Exception {
    Path spec = installed("jlanes").folder();

    assertEquals("gson", Files.readString(spec.resolve("lib/gson.jar")));
    for (String logo : List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg")) {
      assertTrue(Files.size(spec.resolve(logo)) > 100, logo);
    }
  }

  @Test
  void installingAgainReplacesAndLeavesNothingElse() throws Exception {
    Installation installation = installed("jlanes");
    Files.writeString(installation.folder().resolve("old.jar"), "old");
    Files.writeString(distribution.kernelJar(), "newer");
    assertFalse(installation.upToDate(distribution));

    installation.install(distribution, JAVA);

    assertTrue(installation.upToDate(distribution));
    assertFalse(Files.exists(installation.folder().resolve("old.jar")));
    try (Stream<Path> left = Files.list(kernels)) {
      assertEquals(List.of(installation.folder()), left.toList());
    }
  }

  @Test
  void anotherNameIsPartOfTheDisplayName() throws Exception {
    installed("jlanes-dev");
    assertEquals("Java (JLanes) jlanes-dev", spec("jlanes-dev").get("display_name").getAsString());
  }

  @Test
  void aNameThatJupyterWouldNotAcceptIsRefused() {
    var refusal = assertThrows(CommandException.class, () -> Installation.at(kernels, "my kernel"));
    assertTrue(refusal.getMessage().contains("my kernel"), refusal.getMessage());
  }

  @Test
  void anotherKernelIsNeitherReplacedNorRemoved() throws Exception {
    Path other = Files.createDirectories(kernels.resolve("python3"));
    Files.writeString(
        other.resolve("kernel.json"), "{\"argv\": [\"python\"], \"display_name\": \"Python 3\"}");
    Installation installation = Installation.at(kernels, "python3");

    var refusal =
        assertThrows(CommandException.class, () -> installation.install(distribution, JAVA));
    assertTrue(refusal.getMessage().contains("Python 3"), refusal.getMessage());
    assertThrows(CommandException.class, installation::uninstall);
    assertTrue(installation.exists());
  }

  @Test
  void uninstallingRemovesTheFolder() throws Exception {
    Installation installation = installed("jlanes");
    installation.uninstall();
    assertFalse(Files.exists(installation.folder()));
  }

  @Test
  void uninstallingWhatIsNotThereSaysWhere() throws Exception {
    Installation installation = Installation.at(kernels, "jlanes");
    var refusal = assertThrows(CommandException.class, installation::uninstall);
    assertTrue(refusal.getMessage().contains(installation.folder().toString()));
  }
}
