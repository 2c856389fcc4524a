package org.jlanes.client;

/// Gets what a cell shows.
@FunctionalInterface
public interface OutputListener {
  /// Called on the client's iopub thread, in order; also after the cell has ended, for output of
  /// threads that it left running. Must not wait for the kernel.
  void output(Output output);
}
