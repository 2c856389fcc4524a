package org.jlanes.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jlanes.channels.IoPub;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.display.Troubleshooting;
import org.jlanes.runtime.output.Outlets;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Scope;
import org.jlanes.wire.Author;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// Output and input of one cell: everything carries the header of the request that ran it, also
/// when the cell has ended and another runs. Safe for any thread.
final class CellPort implements CellOutput {
  /// How many more pieces of text a scope may print once it is cancelled: a `finally` block can say
  /// what it does. A loop inside the JDK that prints, which has no stop check, ends here, and need
  /// not be stopped in the middle of a message.
  private static final int LAST_WORDS = 200;

  private final Message request;
  private final Author author;
  private final IoPub iopub;
  private final Stdin stdin;
  private final Map<Stream, TextDecoder> decoders;
  private final JsonArray payload;
  private final AtomicInteger lastWords;
  private final LongAdder pieces;
  private final Outlets outlets;

  /// The number by which native code names this port; 0 before it has called any.
  private volatile int outlet;

  /// Whether something that native code has printed may still be on its way here.
  private volatile boolean awaited;

  /// The same port for who has waited for room already, or this one.
  private final CellPort ready;

  CellPort(Message request, Author author, IoPub iopub, Stdin stdin, Outlets outlets) {
    this.request = request;
    this.author = author;
    this.iopub = iopub;
    this.stdin = stdin;
    this.decoders = new EnumMap<>(Stream.class);
    for (Stream stream : Stream.values()) {
      decoders.put(stream, new TextDecoder());
    }
    this.payload = new JsonArray();
    this.lastWords = new AtomicInteger();
    this.pieces = new LongAdder();
    this.outlets = outlets;
    this.ready = new CellPort(this);
  }

  private CellPort(CellPort waiting) {
    this.request = waiting.request;
    this.author = waiting.author;
    this.iopub = waiting.iopub;
    this.stdin = waiting.stdin;
    this.decoders = waiting.decoders;
    this.payload = waiting.payload;
    this.lastWords = waiting.lastWords;
    this.pieces = waiting.pieces;
    this.outlets = waiting.outlets;
    this.ready = this;
  }

  @Override
  public int outlet() {
    int known = outlet;
    return known != 0 ? known : numbered();
  }

  private synchronized int numbered() {
    if (outlet == 0) {
      outlet = outlets.add(this);
    }
    return outlet;
  }

  @Override
  public void nativeCodePrinted() {
    awaited = true;
  }

  /// Lets Java's output not overtake that of native code.
  private void awaitNativeCode() {
    if (awaited) {
      awaited = false;
      outlets.settle();
    }
  }

  @Override
  public CellOutput whenRoom() {
    awaitNativeCode();
    iopub.awaitRoom(CellPort::checkCancelled);
    return ready;
  }

  @Override
  public void write(Stream stream, byte[] bytes, int offset, int length) {
    TextDecoder decoder = decoders.get(stream);
    String text;
    synchronized (decoder) {
      text = decoder.decode(bytes, offset, length);
    }
    send(stream, text);
  }

  @Override
  public void print(Stream stream, String text) {
    TextDecoder decoder = decoders.get(stream);
    boolean inTheMiddle;
    synchronized (decoder) {
      inTheMiddle = decoder.inCharacter();
    }
    if (inTheMiddle) {
      CellOutput.super.print(stream, text);
    } else {
      send(stream, text);
    }
  }

  private void send(Stream stream, String text) {
    if (!text.isEmpty()) {
      stopIfCancelled();
      pieces.increment();
      String name = stream == Stream.STDOUT ? "stdout" : "stderr";
      if (!equals(ready)) {
        iopub.awaitRoom(CellPort::checkCancelled);
      }
      iopub.stream(request.header(), name, text);
    }
  }

  private void stopIfCancelled() {
    Scope scope = Scope.current();
    if (scope != null && scope.cancelled() && lastWords.incrementAndGet() > LAST_WORDS) {
      scope.checkCancelled();
    }
  }

  /// Throws if the calling thread's scope was cancelled.
  static void checkCancelled() {
    Scope scope = Scope.current();
    if (scope != null) {
      scope.checkCancelled();
    }
  }

  @Override
  public void flush() {
    // Text leaves by itself within 50 ms, and writers that flush every line are common: to obey
    // would make a message of each line.
  }

  /// The cell has ended: characters that were never completed are shown as such.
  void end() {
    decoders.forEach((stream, decoder) -> {
      String text;
      synchronized (decoder) {
        text = decoder.end();
      }
      send(stream, text);
    });
  }

  @Override
  public void display(MimeBundle bundle, String displayId, boolean update) {
    JsonObject content = new JsonObject();
    Bundles.addTo(content, bundle);
    JsonObject passing = new JsonObject();
    if (displayId != null) {
      passing.addProperty("display_id", displayId);
    }
    content.add("transient", passing);
    if (!update) {
      pieces.increment();
    }
    publish(update ? "update_display_data" : "display_data", content);
  }

  @Override
  public long pieces() {
    return pieces.sum();
  }

  @Override
  public void clear(boolean wait) {
    JsonObject content = new JsonObject();
    content.addProperty("wait", wait);
    publish("clear_output", content);
  }

  private void publish(String type, JsonObject content) {
    awaitNativeCode();
    iopub.display(author.message(type, request.header(), content), CellPort::checkCancelled);
  }

  @Override
  public String readLine(String prompt, boolean password) throws IOException {
    if (!Json.bool(request.content(), "allow_stdin", true)) {
      throw new IOException(
          "this cell asked for input, but the front end does not allow it (allow_stdin is false, as"
              + " in nbconvert and other headless runs). Give the value in the code instead, or run"
              + " the cell in JupyterLab. "
              + Troubleshooting.NO_INPUT.hint());
    }
    return stdin.readLine(request, prompt, password);
  }

  @Override
  public void payload(Map<String, Object> each) {
    synchronized (payload) {
      payload.add(Json.of(each));
    }
  }

  /// The payloads so far.
  JsonArray payloads() {
    synchronized (payload) {
      return payload.deepCopy();
    }
  }
}
