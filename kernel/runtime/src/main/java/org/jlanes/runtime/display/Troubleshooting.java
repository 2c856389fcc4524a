package org.jlanes.runtime.display;

import java.util.Locale;

/// The entries of the README's troubleshooting section that error messages point to: for what a
/// user meets and may not be able to mend with the message alone.
public enum Troubleshooting {
  /// The kernel ends, or does not answer.
  KERNEL_DIED,
  /// A connection file that cannot be served.
  CONNECTION_FILE,
  /// A notebook file that cannot be read.
  DAMAGED_NOTEBOOK,
  /// A value that cannot go to a worker process.
  UNSENDABLE,
  /// A worker process that died of an item.
  WORKER_DIED,
  /// More workers than the machine has room for.
  FEWER_WORKERS,
  /// Assignments in a worker.
  WORKER_SNAPSHOT,
  /// A variable that a worker should have of its own.
  WORKER_VARIABLE,
  /// Shared memory that is full, or not there.
  SHARED_MEMORY,
  /// Results that cannot be kept on disk.
  CACHE,
  /// No C compiler.
  NO_COMPILER,
  /// Libraries that Maven cannot get.
  MAVEN,
  /// Input where nobody can give it.
  NO_INPUT,
  /// Code that does not stop.
  INTERRUPT;

  /// The entry's anchor in README.md.
  public String anchor() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// A sentence that ends an error message.
  public String hint() {
    return "See README.md#" + anchor() + ".";
  }
}
