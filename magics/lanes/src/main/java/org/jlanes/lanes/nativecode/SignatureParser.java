package org.jlanes.lanes.nativecode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds the functions that C source exports: definitions at top level that are neither `static`
/// nor `inline`. Everything else (types, globals, prototypes, bodies) is skipped.
final class SignatureParser {
  private final List<CToken> tokens;
  private final Map<String, Long> constants;
  private final Map<String, CFunction> functions = new LinkedHashMap<>();
  private int at;

  private SignatureParser(CLexer.Lexed lexed) {
    this.tokens = lexed.tokens();
    this.constants = lexed.constants();
  }

  /// The exported functions in order.
  ///
  /// @throws SignatureException if one of them cannot be called from Java
  static List<CFunction> parse(String source) throws SignatureException {
    SignatureParser parser = new SignatureParser(CLexer.lex(source));
    parser.run();
    return List.copyOf(parser.functions.values());
  }

  private void run() throws SignatureException {
    List<CToken> declaration = new ArrayList<>();
    while (at < tokens.size()) {
      CToken token = tokens.get(at);
      if (token.is(";")) {
        declaration.clear();
        at++;
      } else if (token.is("{")) {
        skipGroup();
        if (definesFunction(declaration)) {
          export(declaration);
          declaration.clear();
        }
      } else if (isAttribute(token)) {
        at++;
        skipGroup();
      } else if (token.is("(")) {
        int from = at;
        skipGroup();
        declaration.addAll(tokens.subList(from, at));
      } else {
        declaration.add(token);
        at++;
      }
    }
  }

  private static boolean isAttribute(CToken token) {
    return token.is("__attribute__") || token.is("__attribute") || token.is("__declspec");
  }

  /// Moves behind the bracket that closes the one here (or to the end where none does, which the C
  /// compiler will say better).
  private void skipGroup() {
    int depth = 0;
    while (at < tokens.size()) {
      String text = tokens.get(at).kind() == CToken.Kind.PUNCTUATION ? tokens.get(at).text() : "";
      at++;
      if ("([{".contains(text) && !text.isEmpty()) {
        depth++;
      } else if (")]}".contains(text) && !text.isEmpty()) {
        depth--;
      }
      if (depth <= 0) {
        return;
      }
    }
  }

  private static boolean definesFunction(List<CToken> declaration) {
    return declaration.size() > 2
        && declaration.getLast().is(")")
        && declaration.stream().noneMatch(t -> t.is("=") || t.is("typedef"));
  }

  private void export(List<CToken> declaration) throws SignatureException {
    int open = 0;
    while (!declaration.get(open).is("(")) {
      open++;
    }
    List<CToken> head = declaration.subList(0, open);
    if (head.stream().anyMatch(t -> t.is("static") || t.is("inline") || t.is("__inline"))) {
      return;
    }
    CToken name = head.isEmpty() ? declaration.getFirst() : head.getLast();
    if (head.size() < 2 || !name.isWord() || CType.isTypeWord(name.text())) {
      throw new SignatureException(
          "this definition cannot be read as a function for Java",
          declaration.getFirst().start(),
          declaration.getLast().end(),
          "write it as `type name(type name, …) { … }`, or make it `static` to keep it inside C");
    }
    List<CToken> inside = declaration.subList(open + 1, declaration.size() - 1);
    List<CParameter> parameters = new ParameterParser(constants, name.text()).parse(inside);
    CFunction function = result(head.subList(0, head.size() - 1), name, parameters);
    CFunction other = functions.putIfAbsent(name.text(), function);
    // Two branches of an #if may define it; they only have to agree.
    if (other != null && !other.prototype().equals(function.prototype())) {
      throw new SignatureException(
          "function " + name.text() + " is defined twice with different parameters",
          name.start(),
          name.end(),
          "C has no overloading: give the second one another name");
    }
  }

  private static CFunction result(List<CToken> head, CToken name, List<CParameter> parameters)
      throws SignatureException {
    List<String> words = new ArrayList<>();
    int stars = 0;
    boolean constant = false;
    for (CToken token : head) {
      if (token.is("*")) {
        stars++;
      } else if (token.is("const")) {
        constant = true;
      } else if (!token.is("extern") && !token.is("volatile") && !token.is("_Noreturn")) {
        words.add(token.text());
      }
    }
    String spelling = String.join(" ", words);
    boolean string = stars == 1 && constant && spelling.equals("char");
    CType type = CType.of(words).orElse(null);
    if (type == null || (stars > 0 && !string)) {
      throw new SignatureException(
          "the result type `" + spelling + " *".repeat(stars) + "` cannot be given to Java",
          head.getFirst().start(),
          head.getLast().end(),
          "return a number, bool, void or const char *; hand arrays in as parameters for C to"
              + " fill, or make the function `static` to keep it inside C");
    }
    return new CFunction(name.text(), type, spelling, string, parameters, name.start());
  }
}
