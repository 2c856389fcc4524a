package org.jlanes.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jlanes.wire.Json;

/// Makes broken messages out of right ones. Everything comes from the seed. For one thread.
final class MessageMutator {
  private static final List<String> TYPES =
      List.of(
          "kernel_info_request",
          "execute_request",
          "complete_request",
          "inspect_request",
          "is_complete_request",
          "history_request",
          "comm_info_request",
          "comm_open",
          "comm_msg",
          "comm_close",
          "usage_request",
          "interrupt_request",
          "debug_request",
          "input_reply");

  /// Quick to run, so that the fuzzing is of messages and not of Java.
  private static final List<String> CODE = List.of("", "1", "int a", ";", "%", "// x", "\0", "😀");

  private static final int FIRST_PART = 2;
  private static final int PARTS = 4;

  private final Random random;
  private final Forge forge;

  MessageMutator(long seed, Forge forge) {
    this.random = new Random(seed);
    this.forge = forge;
  }

  /// The frames of a message with some faults; once in a while with none.
  List<byte[]> next() {
    List<JsonObject> parts =
        new ArrayList<>(List.of(header(), new JsonObject(), new JsonObject(), content()));
    for (int faults = random.nextInt(4); faults > 0; faults--) {
      spoil(parts.get(random.nextInt(PARTS)));
    }
    List<byte[]> bytes = new ArrayList<>();
    parts.forEach(part -> bytes.add(Json.bytes(part)));
    // Under the right signature: what lies behind it is to be reached.
    if (random.nextInt(3) == 0) {
      scramble(bytes);
    }
    List<byte[]> frames = new ArrayList<>(forge.signed(bytes));
    while (random.nextInt(4) == 0) {
      rearrange(frames);
    }
    return frames;
  }

  private JsonObject header() {
    String type = TYPES.get(random.nextInt(TYPES.size()));
    return Json.object(Forge.header(Forge.id(), type));
  }

  private JsonObject content() {
    JsonObject content = new JsonObject();
    String code = CODE.get(random.nextInt(CODE.size()));
    content.addProperty("code", code);
    content.addProperty("cursor_pos", random.nextInt(-2, 5));
    content.addProperty("silent", random.nextBoolean());
    content.addProperty("store_history", random.nextBoolean());
    content.addProperty("stop_on_error", false);
    content.addProperty("allow_stdin", false);
    content.addProperty("hist_access_type", random.nextBoolean() ? "tail" : "search");
    content.addProperty("n", random.nextInt(3));
    content.addProperty("comm_id", "c");
    content.addProperty("target_name", "t");
    content.add("data", new JsonObject());
    return content;
  }

  /// Drops, retypes or nests a field, or adds one.
  private void spoil(JsonObject part) {
    List<String> names = List.copyOf(part.keySet());
    String name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
    switch (random.nextInt(4)) {
      case 0 -> part.remove(name);
      case 1 -> part.add(name, value());
      case 2 -> {
        JsonElement nested = names.isEmpty() ? value() : part.get(name);
        for (int depth = random.nextInt(300); depth > 0; depth--) {
          JsonArray outer = new JsonArray();
          outer.add(nested);
          nested = outer;
        }
        part.add(name, nested);
      }
      default -> part.add("unknown" + random.nextInt(5), value());
    }
  }

  private JsonElement value() {
    return switch (random.nextInt(9)) {
      case 0 -> JsonNull.INSTANCE;
      case 1 -> new JsonPrimitive(random.nextBoolean());
      case 2 -> new JsonPrimitive(random.nextLong());
      case 3 -> new JsonPrimitive(random.nextGaussian() * 1e18);
      case 4 -> new JsonPrimitive(text());
      case 5 -> new JsonArray();
      case 6 -> new JsonObject();
      case 7 -> new JsonPrimitive(new java.math.BigInteger(200, random));
      default -> {
        JsonObject object = new JsonObject();
        object.addProperty(text(), text());
        yield object;
      }
    };
  }

  private String text() {
    char[] units = new char[random.nextInt(20)];
    for (int i = 0; i < units.length; i++) {
      units[i] = (char) random.nextInt(random.nextBoolean() ? 128 : 0x10000);
    }
    return new String(units);
  }

  /// Flips bytes, cuts a part, or puts something else in its place.
  private void scramble(List<byte[]> parts) {
    int chosen = random.nextInt(parts.size());
    byte[] part = parts.get(chosen).clone();
    switch (random.nextInt(4)) {
      case 0 -> {
        for (int flips = random.nextInt(1, 5); flips > 0 && part.length > 0; flips--) {
          part[random.nextInt(part.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 1 -> part = java.util.Arrays.copyOf(part, random.nextInt(part.length + 1));
      case 2 -> part = "{\"a\":[".repeat(random.nextInt(2_000)).getBytes(UTF_8);
      default -> {
        part = new byte[random.nextInt(200)];
        random.nextBytes(part);
      }
    }
    parts.set(chosen, part);
  }

  /// Drops, doubles, swaps, adds or damages a frame, whatever it is.
  private void rearrange(List<byte[]> frames) {
    if (frames.isEmpty()) {
      return;
    }
    int chosen = random.nextInt(frames.size());
    switch (random.nextInt(6)) {
      case 0 -> frames.remove(chosen);
      case 1 -> frames.add(chosen, frames.get(chosen));
      case 2 -> java.util.Collections.swap(frames, chosen, random.nextInt(frames.size()));
      case 3 -> frames.add(chosen, new byte[random.nextInt(100)]);
      case 4 -> frames.set(chosen, new byte[0]);
      default -> {
        // Sometimes signed anew, so that the damage is not seen by the signature.
        boolean whole = frames.size() >= FIRST_PART + PARTS;
        if (whole) {
          List<byte[]> parts = frames.subList(FIRST_PART, FIRST_PART + PARTS);
          java.util.Collections.shuffle(parts, random);
          frames.set(1, forge.signature(List.copyOf(parts)));
        }
      }
    }
    if (frames.isEmpty()) {
      frames.add(new byte[0]);
    }
  }
}
