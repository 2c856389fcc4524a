package org.jlanes.magics.lane;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jlanes.magics.EngineSession;
import org.jlanes.runtime.engine.CellFailure;

/// A notebook whose cells keep results in a folder of the test's, and tell which they compute.
///
/// @param notebook in which the cells run
/// @param folder of the test
record KeptNotebook(EngineSession notebook, Path folder) {
  /// Has results kept in `cache`, below the folder.
  static KeptNotebook in(EngineSession notebook, Path folder) throws CellFailure {
    notebook.run("%env JLANES_CACHE=" + folder.resolve("cache"));
    notebook.run("%env JLANES_CACHE_SIZE=");
    return new KeptNotebook(notebook, folder);
  }

  private Path log() {
    return folder.resolve("log");
  }

  /// Code for a body that tells which items it has computed.
  String noting(String item) {
    return "java.nio.file.Files.writeString(java.nio.file.Path.of(\""
        + log()
        + "\"), "
        + item
        + " + \"\\n\", java.nio.file.StandardOpenOption.CREATE,"
        + " java.nio.file.StandardOpenOption.APPEND);\n";
  }

  /// The items that were computed since this was asked last.
  List<String> computed() throws IOException {
    if (!Files.exists(log())) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(log());
    Files.delete(log());
    return lines;
  }

  /// The files of results, of the kind `results` or `sweeps`.
  List<Path> results(String kind) throws IOException {
    Path root = folder.resolve("cache").resolve(kind);
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(f -> f.getFileName().toString().matches("[0-9a-f]{64}(-\\d+)?"))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  /// What was displayed last.
  String report() {
    return notebook.shown().getLast().plain();
  }

  /// A jar with a class that has a static method `one` and a field `a`.
  Path jar(String type) throws IOException {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of("lib." + type),
                c ->
                    c.withFlags(AccessFlag.PUBLIC)
                        .withField("a", ConstantDescs.CD_int, ClassFile.ACC_PUBLIC)
                        .withMethodBody(
                            ConstantDescs.INIT_NAME,
                            ConstantDescs.MTD_void,
                            ClassFile.ACC_PUBLIC,
                            code ->
                                code.aload(0)
                                    .invokespecial(
                                        ConstantDescs.CD_Object,
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void)
                                    .return_())
                        .withMethodBody(
                            "one",
                            MethodTypeDesc.of(ConstantDescs.CD_int),
                            ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                            code -> code.iconst_1().ireturn()));
    Path jar = folder.resolve(type + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("lib/" + type + ".class"));
      out.write(bytes);
    }
    return jar;
  }
}
