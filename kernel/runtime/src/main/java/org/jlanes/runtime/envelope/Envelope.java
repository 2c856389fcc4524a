package org.jlanes.runtime.envelope;

import java.util.List;

/// Everything a worker needs to run a body. Items follow in frames of their own.
///
/// @param classes the notebook's classes that the body reaches
/// @param jars the user's class path, in order
/// @param state captured variables and entry in one object stream, so that an object reached from
///   both is one object in the worker too: the number of variables (int), for each the class that
///   holds it and the field (UTF) and the value, then the [Entry]; or a [PlainLambda] where there
///   is nothing but a lambda
/// @param number the worker's place in the run, from 0
/// @param workers how many workers the run has
/// @param cell the cell's execution count, 0 where there is none
/// @param setups what the worker must have run before, in order; what it kept and is not here is to
///   be forgotten
public record Envelope(
    List<ShippedClass> classes,
    List<ShippedJar> jars,
    Payload state,
    int number,
    int workers,
    int cell,
    List<Setup> setups) {
  /// A body that each worker runs once before all others.
  ///
  /// @param id the run that ran it first
  /// @param cell that run's cell
  /// @param classes as in an envelope
  /// @param state as in an envelope; null where the worker has it already, and with it the classes
  public record Setup(int id, int cell, List<ShippedClass> classes, Payload state) {}

  /// A class of the notebook.
  ///
  /// @param name binary name
  /// @param digest SHA-256 of the class file as it was compiled, in hexadecimal
  /// @param bytes the class file, woven; null where the receiver has it already
  /// @param attachments what the class needs beside its class file; empty where the receiver has
  ///   the class already, and with it these
  public record ShippedClass(
      String name, String digest, byte[] bytes, List<Attachment> attachments) {
    /// A class that needs nothing more.
    public ShippedClass(String name, String digest, byte[] bytes) {
      this(name, digest, bytes, List.of());
    }
  }

  /// Bytes that a class asks [Attachments] for by their digest.
  ///
  /// @param digest SHA-256 of the bytes, in hexadecimal
  public record Attachment(String digest, byte[] bytes) {}

  /// A jar or class folder.
  ///
  /// @param path where the sender found it
  /// @param digest SHA-256 of a jar's content; of names, sizes and times for a folder
  public record ShippedJar(String path, String digest) {}

  /// One item.
  ///
  /// @param index its position in the source
  /// @param attempt 1 at first, more when it is run again
  /// @param needs the number of the variables that it needs and the body does not, 0 for none
  /// @param value the item
  public record ShippedItem(int index, int attempt, int needs, Payload value) {}
}
