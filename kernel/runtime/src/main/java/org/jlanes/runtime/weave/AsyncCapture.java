package org.jlanes.runtime.weave;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// What woven code refers to where it names an async method of `CompletableFuture` without an
/// executor, as in `CompletableFuture::supplyAsync`: the same method with an executor that is bound
/// to the scope of the caller. A plain call is changed in place instead ([Weaver]).
public final class AsyncCapture {
  private AsyncCapture() {}

  /// `CompletableFuture.supplyAsync`.
  public static <T> CompletableFuture<T> supplyAsync(Supplier<T> supplier) {
    return CompletableFuture.supplyAsync(supplier, ScopeCapture.executor());
  }

  /// `CompletableFuture.runAsync`.
  public static CompletableFuture<Void> runAsync(Runnable action) {
    return CompletableFuture.runAsync(action, ScopeCapture.executor());
  }

  /// `CompletableFuture.thenApplyAsync`.
  public static <T, U> CompletableFuture<U> thenApplyAsync(
      CompletableFuture<T> future, Function<? super T, ? extends U> function) {
    return future.thenApplyAsync(function, ScopeCapture.executor());
  }

  /// `CompletableFuture.thenAcceptAsync`.
  public static <T> CompletableFuture<Void> thenAcceptAsync(
      CompletableFuture<T> future, Consumer<? super T> action) {
    return future.thenAcceptAsync(action, ScopeCapture.executor());
  }

  /// `CompletableFuture.thenRunAsync`.
  public static <T> CompletableFuture<Void> thenRunAsync(
      CompletableFuture<T> future, Runnable action) {
    return future.thenRunAsync(action, ScopeCapture.executor());
  }

  /// `CompletableFuture.thenCombineAsync`.
  public static <T, U, V> CompletableFuture<V> thenCombineAsync(
      CompletableFuture<T> future,
      CompletionStage<? extends U> other,
      BiFunction<? super T, ? super U, ? extends V> function) {
    return future.thenCombineAsync(other, function, ScopeCapture.executor());
  }

  /// `CompletableFuture.thenAcceptBothAsync`.
  public static <T, U> CompletableFuture<Void> thenAcceptBothAsync(
      CompletableFuture<T> future,
      CompletionStage<? extends U> other,
      BiConsumer<? super T, ? super U> action) {
    return future.thenAcceptBothAsync(other, action, ScopeCapture.executor());
  }

  /// `CompletableFuture.runAfterBothAsync`.
  public static <T> CompletableFuture<Void> runAfterBothAsync(
      CompletableFuture<T> future, CompletionStage<?> other, Runnable action) {
    return future.runAfterBothAsync(other, action, ScopeCapture.executor());
  }

  /// `CompletableFuture.applyToEitherAsync`.
  public static <T, U> CompletableFuture<U> applyToEitherAsync(
      CompletableFuture<T> future,
      CompletionStage<? extends T> other,
      Function<? super T, U> function) {
    return future.applyToEitherAsync(other, function, ScopeCapture.executor());
  }

  /// `CompletableFuture.acceptEitherAsync`.
  public static <T> CompletableFuture<Void> acceptEitherAsync(
      CompletableFuture<T> future, CompletionStage<? extends T> other, Consumer<? super T> action) {
    return future.acceptEitherAsync(other, action, ScopeCapture.executor());
  }

  /// `CompletableFuture.runAfterEitherAsync`.
  public static <T> CompletableFuture<Void> runAfterEitherAsync(
      CompletableFuture<T> future, CompletionStage<?> other, Runnable action) {
    return future.runAfterEitherAsync(other, action, ScopeCapture.executor());
  }

  /// `CompletableFuture.thenComposeAsync`.
  public static <T, U> CompletableFuture<U> thenComposeAsync(
      CompletableFuture<T> future, Function<? super T, ? extends CompletionStage<U>> function) {
    return future.thenComposeAsync(function, ScopeCapture.executor());
  }

  /// `CompletableFuture.whenCompleteAsync`.
  public static <T> CompletableFuture<T> whenCompleteAsync(
      CompletableFuture<T> future, BiConsumer<? super T, ? super Throwable> action) {
    return future.whenCompleteAsync(action, ScopeCapture.executor());
  }

  /// `CompletableFuture.handleAsync`.
  public static <T, U> CompletableFuture<U> handleAsync(
      CompletableFuture<T> future, BiFunction<? super T, Throwable, ? extends U> function) {
    return future.handleAsync(function, ScopeCapture.executor());
  }

  /// `CompletableFuture.exceptionallyAsync`.
  public static <T> CompletableFuture<T> exceptionallyAsync(
      CompletableFuture<T> future, Function<Throwable, ? extends T> function) {
    return future.exceptionallyAsync(function, ScopeCapture.executor());
  }

  /// `CompletableFuture.exceptionallyComposeAsync`.
  public static <T> CompletableFuture<T> exceptionallyComposeAsync(
      CompletableFuture<T> future, Function<Throwable, ? extends CompletionStage<T>> function) {
    return future.exceptionallyComposeAsync(function, ScopeCapture.executor());
  }

  /// `CompletableFuture.completeAsync`.
  public static <T> CompletableFuture<T> completeAsync(
      CompletableFuture<T> future, Supplier<? extends T> supplier) {
    return future.completeAsync(supplier, ScopeCapture.executor());
  }
}
