package org.jlanes.lanes.process;

/// A notebook variable, or a static field of a class of the notebook: for byte code both are static
/// fields.
///
/// @param owner binary name of the class that holds it
/// @param name the field's name, which is that of a notebook variable
/// @param kind what it is for the user
record Variable(String owner, String name, Kind kind) {
  /// What a static field is for the user.
  enum Kind {
    /// A variable of the notebook.
    NOTEBOOK,
    /// A static field of a class that the user wrote.
    FIELD,
    /// A static field that is final: what it refers to may change all the same.
    FINAL_FIELD
  }

  /// Whether it is a field of a class that the user wrote.
  boolean ofClass() {
    return kind != Kind.NOTEBOOK;
  }

  /// How the user writes it: `level`, or `Config.level`.
  String label() {
    int start = Math.max(owner.lastIndexOf('$'), owner.lastIndexOf('.')) + 1;
    return ofClass() ? owner.substring(start) + "." + name : name;
  }
}
