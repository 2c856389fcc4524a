package org.jlanes.worker;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import org.jlanes.runtime.envelope.FrameCodec;
import org.jlanes.runtime.envelope.Hindrance;
import org.jlanes.runtime.envelope.ObjectWriter;
import org.jlanes.runtime.envelope.Payload;

/// What an item has returned, made ready for the journey.
final class Result {
  private Result() {}

  /// A result's bytes.
  ///
  /// @throws IllegalArgumentException if it cannot be sent; says why
  static Payload payload(Object value) throws IOException {
    Payload payload =
        ObjectWriter.payload(
            ObjectWriter.Observer.NONE,
            out -> {
              try {
                out.writeWhole(value);
              } catch (ObjectStreamException | StackOverflowError e) {
                throw new IllegalArgumentException(
                    "the result ("
                        + Hindrance.type(value)
                        + ") cannot be sent back from a worker process: "
                        + Hindrance.reason("result", value, out.last(), e, Hindrance.Way.HOME),
                    // Says nothing more, and all its frames are the JDK's.
                    e instanceof NotSerializableException || e instanceof StackOverflowError
                        ? null
                        : e);
              }
            });
    if (payload.size() > FrameCodec.LONGEST - (1 << 16)) {
      throw new IllegalArgumentException(
          "the result is too large: " + FrameCodec.tooLong(payload.size()));
    }
    return payload;
  }
}
