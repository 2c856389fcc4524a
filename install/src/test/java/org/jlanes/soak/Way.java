package org.jlanes.soak;

/// How a kernel's life ends.
enum Way {
  IDLE("shutdown while idle"),
  BUSY("shutdown while cells run and wait"),
  KILLED("kill while cells run and wait");

  private final String text;

  Way(String text) {
    this.text = text;
  }

  /// For the table.
  String text() {
    return text;
  }
}
