package org.jlanes.wire;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads and writes JSON as Jupyter wants it, and reads fields with defaults: a field that is
/// missing or of another type than expected counts as absent. Safe for any thread.
public final class Json {
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,1000}");

  /// A number as JSON writes it, with an exponent that fits into a [BigDecimal].
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]{1,9})?");

  private static final Pattern PLACE = Pattern.compile("at line \\d+ column \\d+");

  private Json() {}

  /// The JSON object in a text. An escaped half of a character is read as U+FFFD.
  ///
  /// @throws JsonParseException if the text is not exactly one JSON object
  public static JsonObject object(String text) {
    try (JsonReader reader = new JsonReader(new StringReader(LoneSurrogates.replaced(text)))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonParseException("text after the JSON object");
      }
      if (!element.isJsonObject()) {
        throw new JsonParseException("not a JSON object");
      }
      return element.getAsJsonObject();
    } catch (JsonParseException | IOException e) {
      // Gson's messages advise programmers; all that the reader of ours needs is the place.
      Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
      throw new JsonParseException(place.find() ? "malformed " + place.group() : e.getMessage(), e);
    }
  }

  /// UTF-8 bytes of an element.
  public static byte[] bytes(JsonElement element) {
    return text(element).getBytes(StandardCharsets.UTF_8);
  }

  /// The text of an element on one line.
  public static String text(JsonElement element) {
    return GSON.toJson(element);
  }

  /// A string field.
  public static String string(JsonObject from, String name, String absent) {
    return from.get(name) instanceof JsonPrimitive p && p.isString() ? p.getAsString() : absent;
  }

  /// An integer field. Fractions are cut; numbers beyond `int` are clamped.
  public static int integer(JsonObject from, String name, int absent) {
    return from.get(name) instanceof JsonPrimitive p && p.isNumber()
        ? (int) p.getAsDouble()
        : absent;
  }

  /// A boolean field.
  public static boolean bool(JsonObject from, String name, boolean absent) {
    return from.get(name) instanceof JsonPrimitive p && p.isBoolean() ? p.getAsBoolean() : absent;
  }

  /// An object field; an empty object if absent.
  public static JsonObject child(JsonObject from, String name) {
    return from.get(name) instanceof JsonObject o ? o : new JsonObject();
  }

  /// An array field; an empty array if absent.
  public static JsonArray array(JsonObject from, String name) {
    return from.get(name) instanceof JsonArray a ? a : new JsonArray();
  }

  /// An object as plain Java: maps, lists, strings, booleans, null, `Long` for integers (larger
  /// ones are `BigInteger`) and `Double` for other numbers.
  public static Map<String, Object> plain(JsonObject object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object.asMap().forEach((name, each) -> map.put(name, plainValue(each)));
    return map;
  }

  private static Object plainValue(JsonElement element) {
    return switch (element) {
      case JsonObject object -> plain(object);
      case JsonArray array -> {
        List<Object> list = new ArrayList<>();
        array.forEach(each -> list.add(plainValue(each)));
        yield list;
      }
      case JsonPrimitive p when p.isBoolean() -> p.getAsBoolean();
      case JsonPrimitive p when p.isNumber() -> plainNumber(p.getAsString());
      case JsonPrimitive p -> p.getAsString();
      default -> null;
    };
  }

  private static Number plainNumber(String text) {
    // Not by value: 1e400000000 would be an integer of as many digits.
    if (!INTEGER.matcher(text).matches()) {
      return Double.valueOf(text);
    }
    BigInteger exact = new BigInteger(text);
    return exact.bitLength() < Long.SIZE ? (Number) exact.longValue() : exact;
  }

  /// The JSON form of maps, iterables, arrays, strings, numbers, booleans and null. Anything else,
  /// and numbers that JSON does not have (NaN, infinities, fractions), becomes its text.
  public static JsonElement of(Object value) {
    return switch (value) {
      case null -> JsonNull.INSTANCE;
      case JsonElement element -> element;
      case Boolean b -> new JsonPrimitive(b);
      case Integer i -> new JsonPrimitive(i);
      case Long l -> new JsonPrimitive(l);
      case Double d when Double.isFinite(d) -> new JsonPrimitive(d);
      case Number n -> number(textOf(n));
      case Map<?, ?> map -> {
        JsonObject object = new JsonObject();
        map.forEach((key, each) -> object.add(String.valueOf(key), of(each)));
        yield object;
      }
      case Iterable<?> many -> {
        JsonArray array = new JsonArray();
        many.forEach(each -> array.add(of(each)));
        yield array;
      }
      case Object some when some.getClass().isArray() -> {
        JsonArray array = new JsonArray();
        for (int i = 0; i < Array.getLength(some); i++) {
          array.add(of(Array.get(some, i)));
        }
        yield array;
      }
      default -> new JsonPrimitive(textOf(value));
    };
  }

  /// The text of an object whose `toString` may be anything, also null.
  private static String textOf(Object value) {
    return Objects.requireNonNullElse(value.toString(), "null");
  }

  /// A number of any class, which may print as it likes and change later.
  private static JsonPrimitive number(String text) {
    return NUMBER.matcher(text).matches()
        ? new JsonPrimitive(new BigDecimal(text))
        : new JsonPrimitive(text);
  }
}
