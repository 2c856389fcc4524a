package org.jlanes.magics.jars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jlanes.magics.general.CellText;
import org.jlanes.magics.general.LocalCoordinates;
import org.jlanes.magics.general.Words;
import org.jlanes.runtime.display.Display;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.display.Troubleshooting;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicCompletion;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;
import org.jlanes.runtime.scope.ChildEnvironment;

/// `%maven`: libraries by their Maven coordinates, with all that they need, for the class path.
/// Cells may run it at the same time; adding goes one after the other.
public final class MavenMagic implements Magic {
  /// Milliseconds between two looks at the progress that is shown.
  private static final int PACE = 200;

  /// A display cannot be taken away.
  private static final MimeBundle NOTHING = MimeBundle.html("", "");

  private final JarVersions versions = new JarVersions();
  private final Resolver resolver;

  /// With the resolver of the distribution.
  public MavenMagic() {
    this(new MavenLibrary()::ask);
  }

  /// With another resolver.
  MavenMagic(Resolver resolver) {
    this.resolver = resolver;
  }

  /// What finds and fetches.
  @FunctionalInterface
  interface Resolver {
    Future<Map<String, Object>> ask(
        Map<String, Object> request, Consumer<Map<String, Object>> progress) throws IOException;
  }

  @Override
  public String name() {
    return "maven";
  }

  @Override
  public Kind kind() {
    return Kind.LINE;
  }

  @Override
  public String summary() {
    return "add libraries to the class path by their Maven coordinates";
  }

  @Override
  public String help() {
    return """
    %maven                                   list what has been added
    %maven GROUP:ARTIFACT:VERSION …          add libraries with all that they need at run time
    %maven GROUP:ARTIFACT:PACKAGING[:CLASSIFIER]:VERSION …

      --offline          take what the local repository has
      --repo URL         ask another repository too, first; several times for several. With a
                         login in settings.xml: --repo ID::URL
      --settings FILE    instead of ~/.m2/settings.xml

    VERSION may be a range, [1.0,2.0), or LATEST. Your settings.xml and that of the Maven which
    MAVEN_HOME or the PATH names count: mirrors, proxies, logins, profiles, offline, the local
    repository, which is shared with mvn.

    Variables keep their values. Worker processes get the jars too. A library that is loaded
    stays in its version until the kernel is restarted: %maven says which others were wanted.
    Ask for libraries that belong together in one line, so that their versions are matched.

    Example:  %maven org.apache.commons:commons-math3:3.6.1
    """;
  }

  /// Options may stand behind coordinates too.
  @Override
  public boolean asksForHelp(MagicCall call) {
    return List.of(call.header().split("\\s+")).contains("--help");
  }

  @Override
  public MagicResult run(MagicCall call) throws Exception {
    MavenRequest request = MavenRequest.of(call.draft());
    if (request.wanted().isEmpty()) {
      list(call);
      return MagicResult.none();
    }
    Downloads downloads = new Downloads();
    Progress progress = new Progress(downloads);
    Map<String, Object> answer = await(resolver.ask(request.toMap(), downloads), progress);
    if (answer.get("message") instanceof String message) {
      progress.replace(NOTHING);
      throw trouble(call, request, message, answer);
    }
    List<Artifact> found =
        ((List<?>) answer.get("artifacts"))
            .stream().map(one -> Artifact.of((Map<?, ?>) one)).toList();
    Additions additions = add(call, found);
    long bytes = 0;
    for (Path file : additions.files()) {
      bytes += Files.size(file);
    }
    progress.end(
        new AdditionsView(additions, (Path) answer.get("localRepository"), bytes).bundle());
    return MagicResult.none();
  }

  @Override
  public void check(MagicDraft draft) throws MagicError {
    MavenRequest _ = MavenRequest.of(draft);
  }

  /// Coordinates of what is in the usual local repository; where settings name another one,
  /// completion does not know it.
  @Override
  public Optional<MagicCompletion> complete(MagicDraft draft, int cursor) {
    Path repository = ChildEnvironment.home().resolve(".m2").resolve("repository");
    return Optional.of(LocalCoordinates.complete(draft, cursor, repository));
  }

  private void list(MagicCall call) {
    Map<String, Coordinates> loaded = versions.on(call.engine().classPath());
    CellText.print(
        call,
        loaded.isEmpty()
            ? "Nothing that has coordinates has been added. Add something: %maven"
                + " GROUP:ARTIFACT:VERSION"
            : loaded.values().stream()
                .map(Coordinates::toString)
                .collect(Collectors.joining("\n")));
  }

  private synchronized Additions add(MagicCall call, List<Artifact> found) throws CellFailure {
    Additions additions = Additions.of(found, versions.on(call.engine().classPath()));
    call.engine().addToClassPath(additions.files());
    additions.added().forEach(one -> versions.remember(one.file(), one.coordinates()));
    return additions;
  }

  /// Waits for the answer and shows how it goes on. Whatever ends the wait ends the work.
  private static Map<String, Object> await(Future<Map<String, Object>> answer, Progress progress)
      throws Exception {
    try {
      while (true) {
        try {
          return answer.get(PACE, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          progress.look();
        }
      }
    } catch (InterruptedException e) {
      progress.replace(progress.downloads.stopped());
      throw e;
    } catch (ExecutionException e) {
      progress.replace(NOTHING);
      throw new IllegalStateException("Maven's resolver failed: " + e.getCause(), e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static MagicError trouble(
      MagicCall call, MavenRequest request, String message, Map<String, Object> answer) {
    String advice = answer.get("advice") + "\n" + Troubleshooting.MAVEN.hint();
    return request.wanted().entrySet().stream()
        .filter(wanted -> wanted.getKey().full().equals(answer.get("request")))
        .findFirst()
        .map(wanted -> Words.wrong(wanted.getValue(), message, advice))
        .orElseGet(() -> Words.missing(call, message, advice));
  }

  /// The place under the cell where progress is shown and then the summary. For the cell's thread.
  private static final class Progress {
    private final Downloads downloads;
    private Display.Handle shown;

    Progress(Downloads downloads) {
      this.downloads = downloads;
    }

    void look() {
      if (downloads.takeChanged()) {
        end(downloads.view());
      }
    }

    /// Puts something in the place of the progress, if there was any.
    void replace(MimeBundle end) {
      if (shown != null) {
        shown.update(end);
      }
    }

    void end(MimeBundle view) {
      if (shown == null) {
        shown = Display.show(view);
      } else {
        shown.update(view);
      }
    }
  }
}
