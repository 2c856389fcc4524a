package org.jlanes.magics.header;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jlanes.runtime.magic.MagicError;

/// Reads what follows the options: `items : source -> Type name`. Used once, by one thread.
final class RestReader {
  private final String text;
  private final int start;
  private final int end;
  private final String lane;
  private List<Token> tokens = List.of();

  RestReader(String text, int start, int end, String lane) {
    this.text = text;
    this.start = start;
    this.end = end;
    this.lane = lane;
  }

  LaneHeader read(List<GivenOption> options) throws MagicError {
    tokens = JavaLexer.tokens(text, start, end);
    refuseLateOptions();
    int arrow = arrow();
    Optional<Target> target = arrow < 0 ? Optional.empty() : Optional.of(target(arrow));
    int restEnd = arrow < 0 ? tokens.size() : arrow;
    int colon = colon(restEnd);
    if (colon < 0) {
      if (restEnd > 0) {
        throw noColon(restEnd);
      }
      return new LaneHeader(options, List.of(), null, target);
    }
    if (colon + 1 == restEnd) {
      Token sign = tokens.get(colon);
      throw error(
          "the source is missing behind `:`",
          sign,
          "write where the items come from: %%" + lane + " n : List.of(1, 2, 3)");
    }
    Span source = new Span(tokens.get(colon + 1).start(), tokens.get(restEnd - 1).end());
    return new LaneHeader(options, items(colon), source, target);
  }

  /// `xs --workers 4` is never Java: an operand, a blank, and dashes directly before a word.
  private void refuseLateOptions() throws MagicError {
    for (int i = 1; i + 1 < tokens.size(); i++) {
      Token before = tokens.get(i - 1);
      Token dashes = tokens.get(i);
      Token word = tokens.get(i + 1);
      boolean operand =
          before.kind() != Token.Kind.SIGN || before.is(")") || before.is("]") || before.is("}");
      if (dashes.is("--")
          && dashes.depth() == 0
          && operand
          && before.end() < dashes.start()
          && dashes.end() == word.start()
          && word.isWord()) {
        throw new MagicError(
            "options stand before the item",
            dashes.start(),
            word.end(),
            "write %%" + lane + " --" + word.text() + " … n : source");
      }
    }
  }

  private int colon(int before) {
    for (int i = 0; i < before; i++) {
      if (tokens.get(i).depth() == 0 && tokens.get(i).is(":")) {
        return i;
      }
    }
    return -1;
  }

  /// The last arrow at depth 0, if only `[Type] name` follows it; -1 if there is none: an arrow
  /// otherwise belongs to a lambda of the source.
  private int arrow() throws MagicError {
    for (int i = tokens.size() - 1; i >= 0; i--) {
      if (tokens.get(i).depth() == 0 && tokens.get(i).is("->")) {
        if (isTarget(i + 1)) {
          return i;
        }
        refuseBadTarget(i);
        return -1;
      }
    }
    return -1;
  }

  private boolean isTarget(int from) {
    int last = tokens.size() - 1;
    if (last < from || !isName(tokens.get(last)) || tokens.get(last).text().equals("_")) {
      return false;
    }
    return last == from || TypeShape.end(tokens, from) == last;
  }

  private void refuseBadTarget(int arrow) throws MagicError {
    Token sign = tokens.get(arrow);
    int from = arrow + 1;
    String advice = "write -> results, or -> double[] results";
    if (from == tokens.size()) {
      throw error("the name is missing behind `->`", sign, advice);
    }
    Token last = tokens.getLast();
    boolean bareType =
        TypeShape.end(tokens, from) == tokens.size()
            && (last.is("]") || last.is(">") || TypeShape.PRIMITIVES.contains(last.text()));
    if (bareType) {
      throw new MagicError(
          "`" + text.substring(tokens.get(from).start(), last.end()) + "` is a type, not a name",
          tokens.get(from).start(),
          last.end(),
          advice);
    }
    if (from == tokens.size() - 1 && last.text().equals("_")) {
      throw error("`_` is not a name for a variable", last, advice);
    }
    boolean typeAndWord =
        last.isWord()
            && Words.isKeyword(last.text())
            && TypeShape.end(tokens, from) == tokens.size() - 1;
    if (last.isWord() && (typeAndWord || from == tokens.size() - 1)) {
      throw error(
          "`" + last.text() + "` is a word of Java, not a name", last, "choose another name");
    }
    if (arrow == 0) {
      throw new MagicError(
          "what follows `->` is not `[Type] name`", tokens.get(from).start(), last.end(), advice);
    }
  }

  private Target target(int arrow) throws MagicError {
    Token first = tokens.get(arrow + 1);
    Token name = tokens.getLast();
    if (name.text().equals("lane")) {
      throw reserved(name);
    }
    boolean typed = arrow + 2 < tokens.size();
    Span type = typed ? new Span(first.start(), tokens.get(tokens.size() - 2).end()) : null;
    if (type != null && type.of(text).equals("var")) {
      type = null;
    }
    return new Target(type, name.text(), new Span(first.start(), name.end()));
  }

  private List<Item> items(int colon) throws MagicError {
    List<Item> items = new ArrayList<>();
    Set<String> names = new HashSet<>();
    boolean isFinal = colon > 0 && tokens.get(0).text().equals("final");
    int from = isFinal ? 1 : 0;
    while (true) {
      int to = from;
      for (int angles = 0; to < colon && !(angles == 0 && tokens.get(to).is(",")); to++) {
        angles += tokens.get(to).is("<") ? 1 : tokens.get(to).is(">") ? -1 : 0;
      }
      Item item = item(isFinal, from, to, colon);
      if (!item.name().equals("_") && !names.add(item.name())) {
        throw new MagicError(
            "`" + item.name() + "` stands twice",
            item.span().start(),
            item.span().end(),
            "give each part of the item its own name");
      }
      items.add(item);
      if (to == colon) {
        return List.copyOf(items);
      }
      from = to + 1;
    }
  }

  private Item item(boolean isFinal, int from, int to, int colon) throws MagicError {
    if (from >= to) {
      throw error(
          "the item has no name",
          tokens.get(Math.min(to, colon)),
          "write a name before it: %%" + lane + " n : source");
    }
    Token name = tokens.get(to - 1);
    Token first = tokens.get(from);
    if (name.isWord() && name.text().equals("lane")) {
      throw reserved(name);
    }
    boolean typed = to - 1 > from;
    if (!isName(name) || (typed && TypeShape.end(tokens, from) != to - 1)) {
      throw notAnItem(from, to);
    }
    Span type = typed ? new Span(first.start(), tokens.get(to - 2).end()) : null;
    if (type != null && type.of(text).equals("var")) {
      type = null;
    }
    return new Item(isFinal, type, name.text(), new Span(name.start(), name.end()));
  }

  private MagicError notAnItem(int from, int to) {
    Token first = tokens.get(from);
    Token last = tokens.get(to - 1);
    String what = text.substring(first.start(), last.end());
    boolean type = TypeShape.end(tokens, from) == to && !isName(last);
    return new MagicError(
        type ? "the item `" + what + "` has no name" : "`" + what + "` is not an item",
        first.start(),
        last.end(),
        "an item is a name, with a type before it if you like: n, long n, Map.Entry<String,"
            + " Integer> e");
  }

  private MagicError noColon(int restEnd) {
    Token first = tokens.get(0);
    Token last = tokens.get(restEnd - 1);
    boolean inParentheses =
        first.is("(") && last.is(")") && tokens.stream().anyMatch(t -> t.is(":"));
    String advice =
        inParentheses
            ? "write it without the parentheses"
            : "write %%" + lane + " n : source -> results; the body starts on the next line";
    return new MagicError(
        "there is no `:` between item and source", first.start(), last.end(), advice);
  }

  private static MagicError reserved(Token name) {
    return error(
        "`lane` is the name of the lane itself: lane.index(), lane.worker()",
        name,
        "choose another name");
  }

  private static boolean isName(Token token) {
    return token.isWord() && !Words.isKeyword(token.text());
  }

  private static MagicError error(String message, Token at, String advice) {
    return new MagicError(message, at.start(), at.end(), advice);
  }
}
