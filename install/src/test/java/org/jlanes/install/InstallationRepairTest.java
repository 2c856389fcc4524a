package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What installing does about folders that are damaged, outdated or somebody else's.
final class InstallationRepairTest {
  private static final Path JAVA = Path.of("/jdk/bin/java");

  @TempDir Path folder;
  private Distribution distribution;
  private Installation installation;

  @BeforeEach
  void build() throws Exception {
    Path built = Files.createDirectories(folder.resolve("build"));
    Files.writeString(built.resolve("jlanes-kernel.jar"), "kernel");
    distribution = new Distribution(built);
    installation = Installation.at(folder.resolve("kernels"), "jlanes");
  }

  private Path kernelJson() {
    return installation.folder().resolve("kernel.json");
  }

  private CommandException refusal() {
    return assertThrows(CommandException.class, () -> installation.install(distribution, JAVA));
  }

  @Test
  void aDamagedKernelspecOfOursIsMendedByInstallingAgain() throws Exception {
    installation.install(distribution, JAVA);
    Files.writeString(kernelJson(), "{\"argv\": [");

    installation.install(distribution, JAVA);

    assertTrue(KernelSpec.read(installation.folder()).ours());
  }

  @Test
  void aDamagedKernelspecOfOursCanBeRemoved() throws Exception {
    installation.install(distribution, JAVA);
    Files.writeString(kernelJson(), "");
    installation.uninstall();
    assertFalse(Files.exists(installation.folder()));
  }

  @Test
  void aDamagedKernelspecThatMayBeAnothersIsLeftAloneAndTheAdviceNamesTheFolder() throws Exception {
    Files.createDirectories(installation.folder());
    Files.writeString(kernelJson(), "{");
    CommandException refusal = refusal();
    assertTrue(refusal.advice().contains("delete " + installation.folder()), refusal.advice());
    assertEquals("{", Files.readString(kernelJson()));
  }

  @Test
  void aFolderWithoutKernelspecKeepsWhatItHolds() throws Exception {
    Path precious = Files.createDirectories(installation.folder()).resolve("precious.txt");
    Files.writeString(precious, "mine");
    assertTrue(refusal().getMessage().contains("no kernel of JLanes"));
    assertEquals("mine", Files.readString(precious));
  }

  @Test
  void whatIsInstalledAndUpToDateIsNotReplaced() throws Exception {
    assertTrue(installation.ensure(distribution, JAVA));
    Object before = key(installation.folder());

    assertFalse(installation.ensure(distribution, JAVA));

    assertEquals(before, key(installation.folder()));
  }

  @Test
  void aNewBuildAnotherJavaOrADamagedSpecIsInstalled() throws Exception {
    installation.install(distribution, JAVA);
    Files.writeString(distribution.kernelJar(), "newer");
    assertTrue(installation.ensure(distribution, JAVA));
    assertTrue(installation.ensure(distribution, Path.of("/other/bin/java")));
    Files.writeString(kernelJson(), "");
    assertTrue(installation.ensure(distribution, JAVA));
  }

  /// Adds to kernel.json as a user would.
  private void edited(String key, String member, JsonElement value) throws IOException {
    JsonObject spec = written();
    spec.getAsJsonObject(key).add(member, value);
    Files.writeString(kernelJson(), spec.toString());
  }

  private JsonObject written() throws IOException {
    return JsonParser.parseString(Files.readString(kernelJson())).getAsJsonObject();
  }

  @Test
  void whatTheUserAddedToTheKernelspecStaysWhenItIsInstalledAgain() throws Exception {
    installation.install(distribution, JAVA);
    edited("env", "JDK_JAVA_OPTIONS", new JsonPrimitive("-Xmx2g"));
    edited("metadata", "course", new JsonPrimitive("parallel"));
    edited("metadata", "debugger", new JsonPrimitive(true));

    Path other = Path.of("/other/bin/java");
    assertTrue(installation.ensure(distribution, other));

    JsonObject spec = written();
    assertEquals("{\"JDK_JAVA_OPTIONS\":\"-Xmx2g\"}", spec.get("env").toString());
    JsonObject metadata = spec.getAsJsonObject("metadata");
    assertEquals("parallel", metadata.get("course").getAsString());
    assertFalse(metadata.get("debugger").getAsBoolean(), "what the kernel can do is ours to say");
    assertEquals(other.toString(), spec.getAsJsonArray("argv").get(0).getAsString());
  }

  @Test
  void anEnvOrMetadataThatIsNoObjectIsReplaced() throws Exception {
    installation.install(distribution, JAVA);
    String fresh = Files.readString(kernelJson());
    JsonObject spec = written();
    spec.addProperty("env", "-Xmx2g");
    spec.addProperty("metadata", 1);
    Files.writeString(kernelJson(), spec.toString());

    installation.install(distribution, JAVA);

    assertEquals(fresh, Files.readString(kernelJson()));
  }

  private static Object key(Path folder) throws IOException {
    return Files.readAttributes(folder, java.nio.file.attribute.BasicFileAttributes.class)
        .fileKey();
  }
}
