package org.jlanes.maven;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// The door of this module, found by `ServiceLoader` as a `BiFunction`: takes a request, finds and
/// fetches the artifacts with all that they need on a thread of its own, and answers. Knows no
/// state; may be called by any thread, also several times at once.
///
/// The request:
///
/// | key | value |
/// |---|---|
/// | `artifacts` | `List<String>`: `group:artifact:extension:classifier:version`, the classifier may be empty |
/// | `repositories` | `Map<String, String>`, in order: more repositories, id to URL |
/// | `offline` | `Boolean`: take what the local repository has |
/// | `home` | `Path`: the folder with the user's `.m2` |
/// | `settings` | `Path`: what to read instead of the user's `settings.xml`; may be missing |
/// | `mavenHome` | `Path`: the installed Maven, for its `settings.xml`; may be missing |
/// | `environment` | `Map<String, String>`: what `${env.NAME}` is in settings |
///
/// The second parameter hears of transfers while they go on, on whatever thread they go on: maps
/// with `name` (the path in the repository), `repository` (its id), `bytes` (so far), `total` (-1
/// where unknown) and `state`: `running`, `arrived` or `failed`.
///
/// The answer has `artifacts`, a list of maps as [Found] describes them, in class-path order, and
/// `localRepository`, a `Path`. If it was in vain it has `message`, `advice` and `request` instead:
/// what is wrong, what to do, and the element of `artifacts` that it is about, or an empty text.
///
/// Cancelling the future with `true` ends what is being transferred, also where a server is silent.
public final class Resolving
    implements BiFunction<
        Map<String, Object>, Consumer<Map<String, Object>>, Future<Map<String, Object>>> {
  /// For `ServiceLoader`.
  public Resolving() {}

  @Override
  public Future<Map<String, Object>> apply(
      Map<String, Object> request, Consumer<Map<String, Object>> progress) {
    Request asked = Request.of(request);
    FutureTask<Map<String, Object>> task = new FutureTask<>(() -> answer(asked, progress));
    ResolverThreads.FACTORY.newThread(task).start();
    return task;
  }

  private static Map<String, Object> answer(Request request, Consumer<Map<String, Object>> progress)
      throws InterruptedException {
    try (Surroundings surroundings = Surroundings.of(request, new Transfers(progress))) {
      List<Found> found = new Resolver(surroundings).resolve(request.artifacts());
      return Map.of(
          "artifacts",
          found.stream().map(Found::toMap).toList(),
          "localRepository",
          surroundings.localRepository());
    } catch (Trouble trouble) {
      return Map.of(
          "message",
          trouble.getMessage(),
          "advice",
          trouble.advice(),
          "request",
          trouble.request());
    }
  }
}
