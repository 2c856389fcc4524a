package org.jlanes.install;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// A machine of a test's own, with what a command has written.
record TestHost(Host host, ByteArrayOutputStream written, ByteArrayOutputStream complained) {
  static TestHost with(String os, Map<String, String> environment) {
    return with(os, environment, false);
  }

  static TestHost with(String os, Map<String, String> environment, boolean interactive) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(out, err, interactive, false, 80);
    return new TestHost(new Host(environment, os, Path.of("/work"), terminal), out, err);
  }

  static TestHost linux(Path home) {
    return with("Linux", Map.of("HOME", home.toString()));
  }

  int run(String... args) {
    return Main.run(host, args);
  }

  String out() {
    return written.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return complained.toString(StandardCharsets.UTF_8);
  }
}
