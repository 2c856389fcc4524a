package org.jlanes.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jlanes.wire.Message;

/// A request and what has come back for it. Completed by the client's threads.
final class Exchange {
  final CompletableFuture<Message> reply = new CompletableFuture<>();
  final CompletableFuture<Void> idle = new CompletableFuture<>();
  final CompletableFuture<Void> heard = new CompletableFuture<>();
  final Consumer<Message> published;
  final InputProvider input;

  /// @param published gets the iopub messages with this request as parent
  /// @param input answers input requests; null for none
  Exchange(Consumer<Message> published, InputProvider input) {
    this.published = published;
    this.input = input;
  }

  void fail(Throwable cause) {
    reply.completeExceptionally(cause);
    idle.completeExceptionally(cause);
    heard.completeExceptionally(cause);
  }
}
