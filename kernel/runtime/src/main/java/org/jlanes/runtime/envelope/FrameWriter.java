package org.jlanes.runtime.envelope;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jlanes.runtime.engine.PrintedTrace;
import org.jlanes.runtime.envelope.Envelope.Attachment;
import org.jlanes.runtime.envelope.Envelope.Setup;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Envelope.ShippedItem;
import org.jlanes.runtime.envelope.Envelope.ShippedJar;

/// Appends the values that frames consist of. Blocks of arrays are kept as they are, between the
/// bytes around them.
final class FrameWriter {
  private final SharedBlocks shared;
  private final List<MemorySegment> parts = new ArrayList<>();
  private final List<Filling> fillings = new ArrayList<>();
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private DataOutputStream out = new DataOutputStream(bytes);
  private boolean borrows;

  /// An empty frame.
  ///
  /// @param shared where large blocks go, or null: then they travel in the frame
  FrameWriter(SharedBlocks shared) {
    this.shared = shared;
  }

  List<MemorySegment> parts() {
    cut();
    return parts;
  }

  FrameWriter number(int value) throws IOException {
    out.writeInt(value);
    return this;
  }

  FrameWriter number(long value) throws IOException {
    out.writeLong(value);
    return this;
  }

  /// Numbers of items, or whatever else fits.
  FrameWriter numbers(int[] values) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(Integer.BYTES * (values.length + 1));
    block.putInt(values.length).asIntBuffer().put(values);
    out.write(block.array());
    return this;
  }

  FrameWriter flag(boolean value) throws IOException {
    out.writeBoolean(value);
    return this;
  }

  /// A text of any length, or null.
  FrameWriter text(String value) throws IOException {
    return bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  /// An array, or null.
  FrameWriter bytes(byte[] value) throws IOException {
    out.writeInt(value == null ? -1 : value.length);
    if (value != null) {
      out.write(value);
    }
    return this;
  }

  /// A payload, or null.
  FrameWriter payload(Payload payload) throws IOException {
    if (payload == null) {
      return number(-1);
    }
    bytes(payload.stream()).number(payload.blocks().size());
    for (MemorySegment block : payload.blocks()) {
      number(block.byteSize());
      Optional<String> name = share(block);
      text(name.orElse(null));
      if (name.isEmpty()) {
        cut();
        parts.add(block);
        borrows = true;
      }
    }
    return kept(payload.kept());
  }

  private FrameWriter kept(List<Payload.Kept> all) throws IOException {
    number(all.size());
    for (Payload.Kept kept : all) {
      number(kept.block()).number(kept.at()).number(kept.id()).number(kept.size());
      text(kept.path());
    }
    return this;
  }

  private Optional<String> share(MemorySegment block) {
    if (shared == null || block.byteSize() < SharedBlocks.SMALLEST) {
      return Optional.empty();
    }
    Filling filling = shared.put(block).orElse(null);
    if (filling == null) {
      return Optional.empty();
    }
    fillings.add(filling);
    if (!shared.fillsLater(block)) {
      filling.fill();
    }
    return Optional.of(filling.name());
  }

  /// Whether some of the parts are blocks as they were given.
  boolean borrows() {
    return borrows;
  }

  /// The blocks in shared memory. Large ones are not there yet.
  List<Filling> fillings() {
    return fillings;
  }

  /// Takes back the blocks in shared memory: the frame is not sent.
  void recall() {
    fillings.forEach(Filling::recall);
  }

  FrameWriter classes(List<ShippedClass> classes) throws IOException {
    number(classes.size());
    for (ShippedClass c : classes) {
      shippedClass(c);
    }
    return this;
  }

  /// A class, or null.
  FrameWriter shippedClass(ShippedClass c) throws IOException {
    if (c == null) {
      return text(null);
    }
    text(c.name()).text(c.digest()).bytes(c.bytes()).number(c.attachments().size());
    for (Attachment attachment : c.attachments()) {
      text(attachment.digest()).bytes(attachment.bytes());
    }
    return this;
  }

  FrameWriter items(List<ShippedItem> items) throws IOException {
    number(items.size());
    for (ShippedItem item : items) {
      number(item.index()).number(item.attempt()).number(item.needs()).payload(item.value());
    }
    return this;
  }

  FrameWriter envelope(Envelope envelope) throws IOException {
    classes(envelope.classes()).number(envelope.jars().size());
    for (ShippedJar jar : envelope.jars()) {
      text(jar.path()).text(jar.digest());
    }
    payload(envelope.state())
        .number(envelope.number())
        .number(envelope.workers())
        .number(envelope.cell())
        .number(envelope.setups().size());
    for (Setup setup : envelope.setups()) {
      number(setup.id()).number(setup.cell()).classes(setup.classes()).payload(setup.state());
    }
    return this;
  }

  /// A failure, or null.
  FrameWriter failure(Frame.Failure failure) throws IOException {
    flag(failure != null);
    if (failure == null) {
      return this;
    }
    text(failure.type()).text(failure.message());
    return frames(Arrays.asList(failure.trace())).payload(failure.exception());
  }

  /// Without the names of loaders and the versions of modules, which nobody is shown.
  private FrameWriter frames(List<StackTraceElement> frames) throws IOException {
    number(frames.size());
    for (StackTraceElement frame : frames) {
      text(frame.getModuleName()).text(frame.getClassName()).text(frame.getMethodName());
      text(frame.getFileName()).number(frame.getLineNumber());
    }
    return this;
  }

  FrameWriter trace(PrintedTrace trace) throws IOException {
    number(trace.parts().size());
    for (PrintedTrace.Part part : trace.parts()) {
      number(part.depth()).text(part.caption()).text(part.text()).flag(part.known());
      frames(part.frames()).number(part.enclosing());
    }
    return this;
  }

  FrameWriter numbers(List<Long> values) throws IOException {
    number(values.size());
    for (long value : values) {
      number(value);
    }
    return this;
  }

  /// Lines, or null.
  FrameWriter lines(List<String> lines) throws IOException {
    number(lines == null ? -1 : lines.size());
    if (lines != null) {
      for (String line : lines) {
        text(line);
      }
    }
    return this;
  }

  private void cut() {
    if (bytes.size() > 0) {
      parts.add(MemorySegment.ofArray(bytes.toByteArray()));
      bytes = new ByteArrayOutputStream(256);
      out = new DataOutputStream(bytes);
    }
  }
}
