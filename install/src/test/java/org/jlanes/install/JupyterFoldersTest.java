package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JupyterFoldersTest {
  private static JupyterFolders folders(String os, Map<String, String> environment) {
    return new JupyterFolders(TestHost.with(os, environment).host());
  }

  @Test
  void onLinuxTheDataFolderIsUnderTheHomeThatHomeNames() {
    assertEquals(
        Path.of("/h/.local/share/jupyter/kernels"),
        folders("Linux", Map.of("HOME", "/h")).userKernels());
  }

  @Test
  void xdgDataHomeMovesItOnLinux() {
    assertEquals(
        Path.of("/x/jupyter"),
        folders("Linux", Map.of("HOME", "/h", "XDG_DATA_HOME", "/x")).userData());
  }

  @Test
  void macOsHasItsLibrary() {
    assertEquals(
        Path.of("/h/Library/Jupyter"),
        folders("Mac OS X", Map.of("HOME", "/h", "XDG_DATA_HOME", "/x")).userData());
  }

  @Test
  void jupyterDataDirComesFirstEverywhere() {
    for (String os : List.of("Linux", "Mac OS X", "Windows 11")) {
      assertEquals(
          Path.of("/d"),
          folders(os, Map.of("HOME", "/h", "JUPYTER_DATA_DIR", "/d", "XDG_DATA_HOME", "/x"))
              .userData());
    }
  }

  @Test
  void anEmptyVariableIsNotSet() {
    assertEquals(
        Path.of("/h/.local/share/jupyter"),
        folders("Linux", Map.of("HOME", "/h", "JUPYTER_DATA_DIR", "", "XDG_DATA_HOME", ""))
            .userData());
  }

  @Test
  void aPrefixHasShareJupyter() {
    assertEquals(
        Path.of("/usr/local/share/jupyter/kernels"),
        folders("Linux", Map.of()).prefixKernels(Path.of("/usr/local")));
  }

  @Test
  void jupyterPathIsSearchedBeforeTheUsersFolder() {
    List<Path> path = folders("Linux", Map.of("HOME", "/h", "JUPYTER_PATH", "/a:/b")).searchPath();
    assertEquals(
        List.of(
            Path.of("/a/kernels"),
            Path.of("/b/kernels"),
            Path.of("/h/.local/share/jupyter/kernels")),
        path.subList(0, 3));
    assertTrue(path.contains(Path.of("/usr/share/jupyter/kernels")));
  }
}
