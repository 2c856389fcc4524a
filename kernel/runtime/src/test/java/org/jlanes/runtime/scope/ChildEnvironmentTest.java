package org.jlanes.runtime.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildEnvironmentTest {
  @TempDir Path folder;

  @AfterEach
  void asItWas() {
    ChildEnvironment.set("PATH", Optional.ofNullable(System.getenv("PATH")).orElse(""));
    ChildEnvironment.set("HOME", Optional.ofNullable(System.getenv("HOME")).orElse(""));
  }

  @Test
  void aProgramIsLookedForOnThePathThatWasSet() throws Exception {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    Files.createFile(first.resolve("tool"));
    Path tool = Files.createFile(second.resolve("tool"));
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));

    ChildEnvironment.set("PATH", first + File.pathSeparator + second);

    assertEquals(Optional.of(tool), ChildEnvironment.program("tool"));
    assertEquals(Optional.empty(), ChildEnvironment.program("another"));
  }

  @Test
  void homeIsTheVariableAndNotTheSystemsEntry() {
    ChildEnvironment.set("HOME", folder.toString());
    assertEquals(folder, ChildEnvironment.home());
    ChildEnvironment.set("HOME", "");
    assertEquals(Path.of(System.getProperty("user.home")), ChildEnvironment.home());
  }
}
