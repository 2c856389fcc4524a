package org.jlanes.engine.source;

import com.sun.tools.javac.file.JavacFileManager;
import com.sun.tools.javac.parser.Lexer;
import com.sun.tools.javac.parser.ParserFactory;
import com.sun.tools.javac.parser.ScannerFactory;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.JCDiagnostic;
import com.sun.tools.javac.util.Log;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.jlanes.engine.source.JavaParts.SyntaxError;
import org.jlanes.runtime.engine.NotebookEngine.BodyPart;

/// Splits Java as it stands in a cell into its top-level parts, with the compiler's own parser.
/// Thread-safe. Takes a fraction of a millisecond when warm.
public final class JavaSplitter {
  /// After so many texts the compiler context is replaced: its name table only grows.
  private static final int TEXTS_PER_CONTEXT = 500;

  private static final Set<String> UNCLOSED =
      Set.of(
          "compiler.err.premature.eof",
          "compiler.err.unclosed.comment",
          "compiler.err.unclosed.text.block");

  /// The word is reserved: whatever the compiler says of it, this is what was meant.
  private static final Pattern PACKAGE = Pattern.compile("package\\b[ \\t\\w.]*;?");

  private static final String NO_PACKAGE =
      "a notebook has no packages: leave this line out, the class is then known by its simple name";

  private Context context;
  private PartsParser reading;
  private int texts;

  /// Splits a text.
  ///
  /// @param lenient whether the last part may lack its `;`
  public synchronized JavaParts split(String text, boolean lenient) {
    try {
      return splitHere(text, lenient);
    } catch (StackOverflowError deep) {
      return failed(
          text, "this is nested too deeply, or too long, for the Java compiler: split it");
    } catch (RuntimeException | AssertionError fault) {
      return failed(text, "the Java compiler failed on this, by a fault of its own: " + fault);
    }
  }

  /// What the parser knew when it died is not used again.
  private JavaParts failed(String text, String message) {
    context = null;
    int start = Math.clamp(reading.current(), 0, text.length());
    SyntaxError error = new SyntaxError(start, text.length(), message, false);
    return new JavaParts(List.of(), Optional.of(error), List.of(), List.of());
  }

  private JavaParts splitHere(String text, boolean lenient) {
    Set<Integer> expressions = new HashSet<>();
    Attempt attempt = parse(text, lenient, expressions);
    // Where a part fails, it may be an expression that begins like something else.
    while (attempt.parts.error().isPresent() && expressions.add(attempt.failedPart)) {
      Attempt other = parse(text, lenient, expressions);
      if (other.parts.error().isPresent() && other.failedPart <= attempt.failedPart) {
        break;
      }
      attempt = other;
    }
    return attempt.parts;
  }

  private record Attempt(JavaParts parts, int failedPart) {}

  private Attempt parse(String text, boolean lenient, Set<Integer> expressions) {
    Context current = context();
    Log log = Log.instance(current);
    JavaFileObject before = log.useSource(new Text(text));
    Log.DeferredDiagnosticHandler diagnostics = log.new DeferredDiagnosticHandler();
    try {
      Lexer lexer = ScannerFactory.instance(current).newScanner(text, false);
      List<BodyPart> parts = new ArrayList<>();
      PartsParser parser =
          new PartsParser(ParserFactory.instance(current), lexer, log, lenient, expressions);
      reading = parser;
      parser.parts(() -> firstError(diagnostics).isPresent(), parts::add);
      return new Attempt(
          new JavaParts(
              parts,
              firstError(diagnostics).map(d -> error(d, text)),
              parser.lastValues(),
              parser.constructors()),
          parser.current());
    } finally {
      log.popDiagnosticHandler(diagnostics);
      log.useSource(before);
    }
  }

  private static Optional<JCDiagnostic> firstError(Log.DeferredDiagnosticHandler diagnostics) {
    return diagnostics.getDiagnostics().stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .findFirst();
  }

  private static SyntaxError error(JCDiagnostic found, String text) {
    int length = text.length();
    int start = Math.clamp(found.getStartPosition(), 0, length);
    int end = Math.clamp(found.getEndPosition(), start, length);
    boolean nothingFollows = text.substring(end).isBlank();
    boolean atEnd =
        UNCLOSED.contains(found.getCode())
            || nothingFollows
                && (found.getCode().startsWith("compiler.err.expected")
                    || found.getCode().equals("compiler.err.illegal.text.block.open"));
    Matcher packageLine = PACKAGE.matcher(text).region(start, length);
    return packageLine.lookingAt()
        ? new SyntaxError(start, packageLine.end(), NO_PACKAGE, false)
        : new SyntaxError(start, Math.max(end, start), found.getMessage(Locale.ENGLISH), atEnd);
  }

  private Context context() {
    if (context == null || texts++ >= TEXTS_PER_CONTEXT) {
      context = new Context();
      texts = 0;
      JavacFileManager.preRegister(context);
    }
    return context;
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String text) {
      super(URI.create("string:///Cell.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
