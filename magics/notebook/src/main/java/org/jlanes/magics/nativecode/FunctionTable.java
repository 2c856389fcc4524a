package org.jlanes.magics.nativecode;

import java.util.List;
import org.jlanes.lanes.nativecode.CFunction;
import org.jlanes.lanes.nativecode.CompiledLibrary;
import org.jlanes.lanes.nativecode.FacadeSource;
import org.jlanes.lanes.nativecode.Toolchain;
import org.jlanes.runtime.display.Displayable;
import org.jlanes.runtime.display.Html;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.system.Locales;

/// What a `%%native` cell shows: how long it took, and how its functions are called from Java.
///
/// @param functions what the cell declares
/// @param library what it was compiled to
/// @param toolchain what compiled it
/// @param isolated whether they are called in a worker process
record FunctionTable(
    List<CFunction> functions, CompiledLibrary library, Toolchain toolchain, boolean isolated)
    implements Displayable {
  @Override
  public MimeBundle toMimeBundle() {
    StringBuilder text = new StringBuilder(heading());
    StringBuilder html = new StringBuilder("<p>").append(Html.escape(heading())).append("</p>");
    html.append(
        "<table><thead><tr><th style=\"text-align:left\">C</th><th"
            + " style=\"text-align:left\">Java</th></tr></thead><tbody>");
    for (CFunction function : functions) {
      List<String> signatures =
          FacadeSource.signatures(function, isolated).stream().map(this::java).toList();
      text.append("\n  ").append(function.prototype());
      signatures.forEach(signature -> text.append("\n    ").append(signature));
      html.append("<tr><td style=\"text-align:left\"><code>")
          .append(Html.escape(function.prototype()))
          .append("</code></td><td style=\"text-align:left\">");
      for (String signature : signatures) {
        html.append("<code>").append(Html.escape(signature)).append("</code><br>");
      }
      html.append("</td></tr>");
    }
    return MimeBundle.html(html.append("</tbody></table>").toString(), text.toString());
  }

  private String heading() {
    String time =
        library.fromCache()
            ? "from cache"
            : String.format(Locales.NONE, "compiled in %,d ms", library.nanos() / 1_000_000);
    return "%s (%s, %s%s)"
        .formatted(
            count(),
            time,
            toolchain.compiler().getFileName(),
            isolated ? ", called in a worker process" : "");
  }

  private String count() {
    return functions.size() == 1 ? "1 C function" : functions.size() + " C functions";
  }

  /// `double Native.f(double[] a)`, without the packages of what Java programmers know.
  private String java(String signature) {
    int space = signature.indexOf(' ');
    return signature.substring(0, space + 1)
        + "Native."
        + signature.substring(space + 1).replace("java.lang.foreign.", "").replace("java.nio.", "");
  }
}
