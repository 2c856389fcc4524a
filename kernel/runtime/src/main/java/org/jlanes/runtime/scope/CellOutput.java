package org.jlanes.runtime.scope;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jlanes.runtime.display.MimeBundle;

/// Where a scope's output goes and where its input comes from. The kernel's implementation sends
/// Jupyter messages with the cell's parent header, the worker's sends frames to the kernel.
/// Implementations may be called by any thread at any time, also after the cell has ended.
public interface CellOutput {
  /// The two output streams of the Jupyter `stream` message.
  enum Stream {
    /// Standard output.
    STDOUT,
    /// Standard error.
    STDERR
  }

  /// Appends bytes of UTF-8 text to a stream. A character may be split over two calls. Blocks while
  /// too much output waits to be sent.
  void write(Stream stream, byte[] bytes, int offset, int length);

  /// Appends text to a stream, behind the bytes that were written before; blocks like [#write].
  default void print(Stream stream, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(stream, bytes, 0, bytes.length);
  }

  /// Waits until there is room for more output, as [#write] and [#print] do; for who must not wait
  /// in them, because it holds a lock there.
  ///
  /// @return this output, written to without waiting
  default CellOutput whenRoom() {
    return this;
  }

  /// The number by which native code names this output in what it writes to the process's output
  /// descriptors; 0 where it cannot be named. May be asked at every call of C.
  default int outlet() {
    return 0;
  }

  /// Native code has printed something for this output, which may still be on its way: what Java
  /// prints from now on belongs behind it.
  default void nativeCodePrinted() {}

  /// Sends on what has been written so far; does not wait for it to arrive.
  void flush();

  /// Shows a bundle. With a `displayId` the place can be updated later; `update` replaces every
  /// place shown under that id instead of adding one.
  ///
  /// @param displayId an id chosen by the caller, or null
  void display(MimeBundle bundle, String displayId, boolean update);

  /// How many pieces of text and new displays have come so far, from any thread; -1 where nobody
  /// counts. What has grown since a display was shown stands below that display.
  default long pieces() {
    return -1;
  }

  /// Clears the cell's output, at once or (`wait`) when the next output comes.
  void clear(boolean wait);

  /// Asks the person at the front end for a line.
  ///
  /// @return the line without its end; null if the person has ended the input
  /// @throws IOException if the front end does not allow input, or the wait was interrupted
  String readLine(String prompt, boolean password) throws IOException;

  /// Adds a Jupyter payload (`set_next_input`, `page`) to the reply of the running cell.
  void payload(Map<String, Object> payload);
}
