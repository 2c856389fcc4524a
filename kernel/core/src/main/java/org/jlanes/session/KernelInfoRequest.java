package org.jlanes.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Optional;
import org.jlanes.wire.Author;

/// Says who the kernel is. On shell and control; needs no engine.
final class KernelInfoRequest implements Handler {
  @Override
  public void handle(Request request) {
    request.reply(content());
  }

  static JsonObject content() {
    String version =
        Optional.ofNullable(KernelInfoRequest.class.getPackage().getImplementationVersion())
            .orElse("development");
    String java = System.getProperty("java.version");
    JsonObject language = new JsonObject();
    language.addProperty("name", "java");
    language.addProperty("version", java);
    language.addProperty("mimetype", "text/x-java-source");
    language.addProperty("file_extension", ".java");
    language.addProperty("pygments_lexer", "java");
    language.addProperty("codemirror_mode", "text/x-java");
    language.addProperty("nbconvert_exporter", "script");
    String feature = Integer.toString(Runtime.version().feature());
    JsonArray links = new JsonArray();
    links.add(
        link(
            "Java " + feature + " API",
            "https://docs.oracle.com/en/java/javase/" + feature + "/docs/api/"));
    links.add(
        link("Java language", "https://docs.oracle.com/javase/specs/jls/se" + feature + "/html/"));
    JsonObject info = Request.ok();
    info.addProperty("protocol_version", Author.PROTOCOL_VERSION);
    info.addProperty("implementation", "jlanes");
    info.addProperty("implementation_version", version);
    info.add("language_info", language);
    info.addProperty(
        "banner", "JLanes " + version + " on Java " + java + ". %help shows what cells can do.");
    info.add("help_links", links);
    info.addProperty("debugger", false);
    JsonArray features = new JsonArray();
    features.add("kernel subshells");
    info.add("supported_features", features);
    return info;
  }

  private static JsonObject link(String text, String url) {
    JsonObject link = new JsonObject();
    link.addProperty("text", text);
    link.addProperty("url", url);
    return link;
  }
}
