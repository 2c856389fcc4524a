package org.jlanes.magics.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.scope.ChildEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the general magics find where the environment and the user's words say.
@Timeout(60)
final class EnvironmentMagicsTest {
  private final MagicCell cell = new MagicCell();
  @TempDir Path folder;

  @AfterEach
  void asItWas() {
    ChildEnvironment.set("PATH", Optional.ofNullable(System.getenv("PATH")).orElse(""));
    ChildEnvironment.set("HOME", Optional.ofNullable(System.getenv("HOME")).orElse(""));
  }

  @Test
  void thePathThatEnvSetsChoosesTheInterpreter() throws Exception {
    Path python = Files.writeString(folder.resolve("python3"), "#!/bin/sh\necho mine\n");
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
    cell.run(new EnvMagic(), "%env PATH=" + folder + File.pathSeparator + System.getenv("PATH"));

    cell.run(new PythonMagic(), "%%python\nprint('the other')");

    assertTrue(cell.out().endsWith("mine\n"), cell.out());
  }

  @Test
  void whatAScriptLeavesBesideItselfIsRemoved() throws Exception {
    cell.run(
        new BashMagic(),
        "%%bash\nhere=$(dirname \"$0\"); mkdir $here/d; touch $here/d/x; echo $here");
    assertFalse(Files.exists(Path.of(cell.out().strip())), cell.out());
  }

  @Test
  void aTildeIsTheHomeAlsoForFilesThatAreWrittenAndRead() throws Exception {
    ChildEnvironment.set("HOME", folder.toString());
    cell.run(new WriteFileMagic(), "%%writefile ~/x.txt\ntext");
    assertEquals("text\n", Files.readString(folder.resolve("x.txt")));
    cell.run(new LoadMagic(), "%load ~/x.txt");
    assertTrue(cell.payloads.toString().contains("text"), cell.payloads.toString());
  }

  @Test
  void helpNamesTheNearestOfAnUnknownMagic() {
    var mistake = assertThrows(MagicError.class, () -> cell.run(new HelpMagic(), "%help %%bsah"));
    assertTrue(mistake.advice().startsWith("Nearest: bash."), mistake.advice());
  }
}
