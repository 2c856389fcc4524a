package org.jlanes.engine.source;

import static com.sun.tools.javac.parser.Tokens.TokenKind.CLASS;
import static com.sun.tools.javac.parser.Tokens.TokenKind.COLON;
import static com.sun.tools.javac.parser.Tokens.TokenKind.ENUM;
import static com.sun.tools.javac.parser.Tokens.TokenKind.EOF;
import static com.sun.tools.javac.parser.Tokens.TokenKind.IDENTIFIER;
import static com.sun.tools.javac.parser.Tokens.TokenKind.IMPORT;
import static com.sun.tools.javac.parser.Tokens.TokenKind.INTERFACE;
import static com.sun.tools.javac.parser.Tokens.TokenKind.LPAREN;
import static com.sun.tools.javac.parser.Tokens.TokenKind.SEMI;
import static com.sun.tools.javac.parser.Tokens.TokenKind.SWITCH;
import static com.sun.tools.javac.parser.Tokens.TokenKind.UNDERSCORE;
import static com.sun.tools.javac.parser.Tokens.TokenKind.VOID;

import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.parser.JavacParser;
import com.sun.tools.javac.parser.Lexer;
import com.sun.tools.javac.parser.ParserFactory;
import com.sun.tools.javac.parser.Tokens.Token;
import com.sun.tools.javac.parser.Tokens.TokenKind;
import com.sun.tools.javac.resources.CompilerProperties.Errors;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCModifiers;
import com.sun.tools.javac.tree.JCTree.JCTypeParameter;
import com.sun.tools.javac.tree.JCTree.Tag;
import com.sun.tools.javac.util.List;
import com.sun.tools.javac.util.ListBuffer;
import com.sun.tools.javac.util.Log;
import com.sun.tools.javac.util.Name;
import com.sun.tools.javac.util.Position;
import java.util.ArrayList;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jlanes.runtime.engine.NotebookEngine.BodyPart;
import org.jlanes.runtime.engine.NotebookEngine.Call;
import org.jlanes.runtime.engine.NotebookEngine.Kind;

/// The compiler's parser with another top level: imports, types, methods, statements and
/// expressions in any order, as they stand in a cell.
///
/// Modelled on `jdk.jshell.ReplParser`, which does the same for a single snippet, so that a part
/// means to JShell what it means here.
final class PartsParser extends JavacParser {
  private final Log log;
  private final boolean lenient;
  private final Set<Integer> expressions;
  private final java.util.List<Integer> underscores = new ArrayList<>();
  private final LastValues lastValues = new LastValues();
  private final java.util.List<JavaParts.Constructor> constructors = new ArrayList<>();
  private int current;
  private boolean isMethod;
  private boolean terminated;

  /// @param log where mistakes are told
  /// @param lenient whether the last part may lack its `;`
  /// @param expressions offsets of parts that are to be read as expressions: `a < b` may begin a
  ///   type, and `switch` a statement
  PartsParser(
      ParserFactory factory, Lexer lexer, Log log, boolean lenient, Set<Integer> expressions) {
    super(factory, lexer, false, false, true);
    this.log = log;
    this.lenient = lenient;
    this.expressions = expressions;
  }

  /// Where the part that was parsed last begins.
  int current() {
    return current;
  }

  /// Where values that were shown before are used.
  java.util.List<JavaParts.LastValue> lastValues() {
    return lastValues.all();
  }

  /// Constructors that are less accessible than their records will be.
  java.util.List<JavaParts.Constructor> constructors() {
    return constructors;
  }

  /// Where a name is asked for, Java refuses `_`; as an expression it means a value here.
  @Override
  protected Name ident(boolean allowClass, boolean asVariable) {
    if (token.kind != UNDERSCORE || asVariable) {
      return super.ident(allowClass, asVariable);
    }
    underscores.add(token.pos);
    Name name = token.name();
    nextToken();
    return name;
  }

  /// Where a part ends with the text, its `;` need not be there. A method without one is half
  /// written rather than abstract.
  @Override
  public void accept(TokenKind kind) {
    if (lenient && kind == SEMI && token.kind == EOF && !isMethod) {
      terminated = false;
    } else {
      super.accept(kind);
    }
  }

  /// Parses up to the end or the first mistake.
  ///
  /// @param failed tells whether an error has been logged
  void parts(BooleanSupplier failed, Consumer<BodyPart> found) {
    while (token.kind != EOF && !failed.getAsBoolean()) {
      if (token.kind == SEMI) {
        nextToken();
        continue;
      }
      int start = token.pos;
      current = start;
      terminated = true;
      BodyPart part = part(start);
      if (!failed.getAsBoolean()) {
        found.accept(part);
      }
      if (token.pos == start && token.kind != EOF) {
        // A token that starts nothing; the parser has logged it.
        nextToken();
      }
    }
  }

  private BodyPart part(int start) {
    return switch (token.kind) {
      case IMPORT -> done(Kind.IMPORT, start, "", importDeclaration());
      case SWITCH ->
          expressions.contains(start) ? declarationOrExpression(start) : statement(start);
      case SYNCHRONIZED -> peekToken(LPAREN) ? statement(start) : declarationOrExpression(start);
      case CASE, DEFAULT, ELSE, FINALLY, CATCH -> orphan(start);
      case RBRACE, LBRACE, IF, FOR, WHILE, DO, TRY, RETURN, THROW, BREAK, CONTINUE, ASSERT ->
          statement(start);
      default -> declarationOrExpression(start);
    };
  }

  /// What continues a statement cannot begin one. The compiler's parser says so only after it has
  /// read a statement behind it, whose mistakes would come first.
  private BodyPart orphan(int start) {
    log.error(
        token.pos,
        switch (token.kind) {
          case ELSE -> Errors.ElseWithoutIf;
          case CATCH -> Errors.CatchWithoutTry;
          case FINALLY -> Errors.FinallyWithoutTry;
          default -> Errors.Orphaned(token.kind);
        });
    return statement(start);
  }

  private BodyPart statement(int start) {
    return done(Kind.STATEMENT, start, "", parseStatement());
  }

  private BodyPart done(Kind kind, int start, String name, JCTree tree) {
    boolean returnsValue = kind == Kind.STATEMENT && ValueReturn.in(tree);
    boolean declares = kind != Kind.STATEMENT;
    return new BodyPart(
        kind, start, S.prevToken().endPos, name, terminated, returnsValue, calls(tree), declares);
  }

  private java.util.List<Call> calls(JCTree tree) {
    ConstantLimits.check(tree, log);
    lastValues.add(tree);
    for (int at : underscores) {
      if (!lastValues.has(at)) {
        log.error(at, Errors.UseOfUnderscoreNotAllowedNonVariable);
      }
    }
    return UnqualifiedCalls.in(tree);
  }

  private BodyPart declarationOrExpression(int start) {
    JCModifiers mods = modifiersOpt();
    if (token.kind == CLASS || token.kind == INTERFACE || token.kind == ENUM || isRecordStart()) {
      JCTree type = classOrRecordOrInterfaceOrEnumDeclaration(mods, null);
      String name = "";
      if (type instanceof JCClassDecl declared) {
        name = declared.name.toString();
        constructors.addAll(CanonicalConstructors.hidden(declared));
      }
      return done(Kind.TYPE, start, name, type);
    }
    List<JCTypeParameter> typeParameters = typeParametersOpt();
    if (typeParameters.nonEmpty() && mods.pos == Position.NOPOS) {
      mods.pos = start;
      storeEnd(mods, start);
    }
    mods.annotations = mods.annotations.appendList(annotationsOpt(Tag.ANNOTATION));
    Token first = token;
    int pos = token.pos;
    boolean isVoid = token.kind == VOID;
    JCExpression term;
    if (isVoid) {
      term = to(F.at(pos).TypeIdent(TypeTag.VOID));
      nextToken();
    } else {
      term = term(expressions.contains(start) ? EXPR : EXPR | TYPE);
    }
    if (token.kind == COLON && term.hasTag(Tag.IDENT)) {
      nextToken();
      return done(Kind.STATEMENT, start, "", F.at(pos).Labelled(first.name(), parseStatement()));
    }
    if ((isVoid || wasTypeMode()) && LAX_IDENTIFIER.test(token.kind)) {
      return declaration(start, mods, typeParameters, isVoid, term);
    }
    if (typeParameters.nonEmpty() || isVoid && token.kind != IDENTIFIER) {
      reportSyntaxError(token.pos, Errors.Expected(IDENTIFIER));
    }
    return expression(start, pos, term);
  }

  private BodyPart declaration(
      int start,
      JCModifiers mods,
      List<JCTypeParameter> typeParameters,
      boolean isVoid,
      JCExpression type) {
    int pos = token.pos;
    Name name = identOrUnderscore();
    if (token.kind == LPAREN || isVoid || typeParameters.nonEmpty()) {
      isMethod = true;
      JCTree method =
          methodDeclaratorRest(pos, mods, type, name, typeParameters, false, isVoid, false, null);
      isMethod = false;
      String called = method instanceof JCMethodDecl m ? m.name.toString() : name.toString();
      return done(Kind.METHOD, start, called, method);
    }
    List<JCTree> variables =
        variableDeclaratorsRest(pos, mods, type, name, false, null, new ListBuffer<JCTree>(), true)
            .toList();
    accept(SEMI);
    java.util.List<Call> calls = variables.stream().flatMap(v -> calls(v).stream()).toList();
    return new BodyPart(
        Kind.STATEMENT, start, S.prevToken().endPos, "", terminated, false, calls, true);
  }

  private BodyPart expression(int start, int pos, JCExpression term) {
    JCTree tree = toP(F.at(pos).Exec(term));
    int end = S.prevToken().endPos;
    if (token.kind == EOF) {
      return new BodyPart(Kind.EXPRESSION, start, end, "", false, false, calls(tree), false);
    }
    accept(SEMI);
    return done(Kind.STATEMENT, start, "", tree);
  }
}
