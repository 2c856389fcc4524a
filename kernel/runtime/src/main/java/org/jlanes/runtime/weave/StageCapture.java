package org.jlanes.runtime.weave;

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
public final class StageCapture {
  private StageCapture() {}

  private static <R> R in(Scope scope, Supplier<R> body) {
    var result =
        new Object() {
          private R value;
        };
    scope.run(() -> result.value = body.get());
    return result.value;
  }

  private static Runnable bind(Runnable action) {
    Scope scope = Scope.current();
    return scope == null || action == null ? action : scope.bind(action);
  }

  private static <T> Consumer<T> bind(Consumer<T> action) {
    Scope scope = Scope.current();
    return scope == null || action == null ? action : t -> scope.run(() -> action.accept(t));
  }

  private static <T, U> BiConsumer<T, U> bind(BiConsumer<T, U> action) {
    Scope scope = Scope.current();
    return scope == null || action == null
        ? action
        : (t, u) -> scope.run(() -> action.accept(t, u));
  }

  private static <T, R> Function<T, R> bindFunction(Function<T, R> function) {
    Scope scope = Scope.current();
    return scope == null || function == null ? function : t -> in(scope, () -> function.apply(t));
  }

  private static <T, U, R> BiFunction<T, U, R> bindFunction(BiFunction<T, U, R> function) {
    Scope scope = Scope.current();
    return scope == null || function == null
        ? function
        : (t, u) -> in(scope, () -> function.apply(t, u));
  }

  /// `CompletionStage.thenApply`.
  public static <T, U> CompletionStage<U> thenApply(
      CompletionStage<T> stage, Function<? super T, ? extends U> function) {
    return stage.thenApply(bindFunction(function));
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
    return stage.thenCombine(other, bindFunction(function));
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
    return stage.applyToEither(other, bindFunction(function));
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
    return stage.thenCompose(bindFunction(function));
  }

  /// `CompletionStage.whenComplete`.
  public static <T> CompletionStage<T> whenComplete(
      CompletionStage<T> stage, BiConsumer<? super T, ? super Throwable> action) {
    return stage.whenComplete(bind(action));
  }

  /// `CompletionStage.handle`.
  public static <T, U> CompletionStage<U> handle(
      CompletionStage<T> stage, BiFunction<? super T, Throwable, ? extends U> function) {
    return stage.handle(bindFunction(function));
  }

  /// `CompletionStage.exceptionally`.
  public static <T> CompletionStage<T> exceptionally(
      CompletionStage<T> stage, Function<Throwable, ? extends T> function) {
    return stage.exceptionally(bindFunction(function));
  }

  /// `CompletionStage.exceptionallyCompose`.
  public static <T> CompletionStage<T> exceptionallyCompose(
      CompletionStage<T> stage, Function<Throwable, ? extends CompletionStage<T>> function) {
    return stage.exceptionallyCompose(bindFunction(function));
  }
}
