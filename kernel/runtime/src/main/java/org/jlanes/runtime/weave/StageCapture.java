package org.jlanes.runtime.weave;

import java.lang.constant.ClassDesc;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jlanes.runtime.scope.Scope;

/// What woven code calls where it says what is to be done when a future is completed. Whoever
/// completes it does that, a timer's thread or another cell: it is bound to the scope of the
/// caller.
///
/// Each method stands for the one of its name of `CompletionStage` and `CompletableFuture`. The
/// async methods have [AsyncCapture].
@SuppressWarnings("overloads") // the weaver chooses by type: no lambda is passed to them
public final class StageCapture {
  private StageCapture() {}

  /// The types of what can be bound, for the weaver.
  static final Set<ClassDesc> ACTIONS =
      Set.of(
          described(Runnable.class),
          described(Supplier.class),
          described(Consumer.class),
          described(BiConsumer.class),
          described(Function.class),
          described(BiFunction.class));

  private static ClassDesc described(Class<?> type) {
    return ClassDesc.of(type.getName());
  }

  /// Runs something inside a scope. What a library does for itself is done also in a cancelled one:
  /// other cells may wait for the future.
  private static <R> R in(Scope scope, Object action, Supplier<R> body) {
    var result =
        new Object() {
          private R value;
        };
    run(scope, action, () -> result.value = body.get());
    return result.value;
  }

  private static void run(Scope scope, Object action, Runnable body) {
    if (LibraryLoader.isOfLibrary(action)) {
      scope.runRegardless(body);
    } else {
      scope.run(body);
    }
  }

  /// The action, bound to the current scope; so are those of the other types.
  public static Runnable bind(Runnable action) {
    Scope scope = Scope.current();
    return scope == null || action == null ? action : () -> run(scope, action, action);
  }

  /// A bound action.
  public static <T> Supplier<T> bind(Supplier<T> action) {
    Scope scope = Scope.current();
    return scope == null || action == null ? action : () -> in(scope, action, action);
  }

  /// A bound action.
  public static <T> Consumer<T> bind(Consumer<T> action) {
    Scope scope = Scope.current();
    return scope == null || action == null
        ? action
        : t -> run(scope, action, () -> action.accept(t));
  }

  /// A bound action.
  public static <T, U> BiConsumer<T, U> bind(BiConsumer<T, U> action) {
    Scope scope = Scope.current();
    return scope == null || action == null
        ? action
        : (t, u) -> run(scope, action, () -> action.accept(t, u));
  }

  /// A bound function.
  public static <T, R> Function<T, R> bind(Function<T, R> function) {
    Scope scope = Scope.current();
    return scope == null || function == null
        ? function
        : t -> in(scope, function, () -> function.apply(t));
  }

  /// A bound function.
  public static <T, U, R> BiFunction<T, U, R> bind(BiFunction<T, U, R> function) {
    Scope scope = Scope.current();
    return scope == null || function == null
        ? function
        : (t, u) -> in(scope, function, () -> function.apply(t, u));
  }

  /// `CompletionStage.thenApply`.
  public static <T, U> CompletionStage<U> thenApply(
      CompletionStage<T> stage, Function<? super T, ? extends U> function) {
    return stage.thenApply(bind(function));
  }

  /// `CompletionStage.thenAccept`.
  public static <T> CompletionStage<Void> thenAccept(
      CompletionStage<T> stage, Consumer<? super T> action) {
    return stage.thenAccept(bind(action));
  }

  /// `CompletionStage.thenRun`.
  public static <T> CompletionStage<Void> thenRun(CompletionStage<T> stage, Runnable action) {
    return stage.thenRun(bind(action));
  }

  /// `CompletionStage.thenCombine`.
  public static <T, U, V> CompletionStage<V> thenCombine(
      CompletionStage<T> stage,
      CompletionStage<? extends U> other,
      BiFunction<? super T, ? super U, ? extends V> function) {
    return stage.thenCombine(other, bind(function));
  }

  /// `CompletionStage.thenAcceptBoth`.
  public static <T, U> CompletionStage<Void> thenAcceptBoth(
      CompletionStage<T> stage,
      CompletionStage<? extends U> other,
      BiConsumer<? super T, ? super U> action) {
    return stage.thenAcceptBoth(other, bind(action));
  }

  /// `CompletionStage.runAfterBoth`.
  public static <T> CompletionStage<Void> runAfterBoth(
      CompletionStage<T> stage, CompletionStage<?> other, Runnable action) {
    return stage.runAfterBoth(other, bind(action));
  }

  /// `CompletionStage.applyToEither`.
  public static <T, U> CompletionStage<U> applyToEither(
      CompletionStage<T> stage,
      CompletionStage<? extends T> other,
      Function<? super T, U> function) {
    return stage.applyToEither(other, bind(function));
  }

  /// `CompletionStage.acceptEither`.
  public static <T> CompletionStage<Void> acceptEither(
      CompletionStage<T> stage, CompletionStage<? extends T> other, Consumer<? super T> action) {
    return stage.acceptEither(other, bind(action));
  }

  /// `CompletionStage.runAfterEither`.
  public static <T> CompletionStage<Void> runAfterEither(
      CompletionStage<T> stage, CompletionStage<?> other, Runnable action) {
    return stage.runAfterEither(other, bind(action));
  }

  /// `CompletionStage.thenCompose`.
  public static <T, U> CompletionStage<U> thenCompose(
      CompletionStage<T> stage, Function<? super T, ? extends CompletionStage<U>> function) {
    return stage.thenCompose(bind(function));
  }

  /// `CompletionStage.whenComplete`.
  public static <T> CompletionStage<T> whenComplete(
      CompletionStage<T> stage, BiConsumer<? super T, ? super Throwable> action) {
    return stage.whenComplete(bind(action));
  }

  /// `CompletionStage.handle`.
  public static <T, U> CompletionStage<U> handle(
      CompletionStage<T> stage, BiFunction<? super T, Throwable, ? extends U> function) {
    return stage.handle(bind(function));
  }

  /// `CompletionStage.exceptionally`.
  public static <T> CompletionStage<T> exceptionally(
      CompletionStage<T> stage, Function<Throwable, ? extends T> function) {
    return stage.exceptionally(bind(function));
  }

  /// `CompletionStage.exceptionallyCompose`.
  public static <T> CompletionStage<T> exceptionallyCompose(
      CompletionStage<T> stage, Function<Throwable, ? extends CompletionStage<T>> function) {
    return stage.exceptionallyCompose(bind(function));
  }
}
