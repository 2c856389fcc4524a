package org.jlanes.session;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.jlanes.channels.Channel;
import org.jlanes.channels.IoPub;
import org.jlanes.runtime.scope.Scope;
import org.jlanes.wire.Author;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// Asks the front end for lines, one at a time. Safe for any thread.
final class Stdin {
  /// What terminals send for Ctrl-D where a line was asked for; ipykernel takes it for the same.
  private static final String END_OF_INPUT = "\u0004";

  private record Question(Message request, CompletableFuture<String> answer) {}

  private final Author author;
  private final Channel channel;
  private final IoPub iopub;
  private final Semaphore turn = new Semaphore(1, true);
  private volatile Question open;

  Stdin(Author author, Channel channel, IoPub iopub) {
    this.author = author;
    this.channel = channel;
    this.iopub = iopub;
  }

  /// Asks the client that sent `cell` and waits for the answer.
  ///
  /// @return the line; null for the end of input
  /// @throws IOException if the wait was interrupted
  String readLine(Message cell, String prompt, boolean password) throws IOException {
    try {
      turn.acquire();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    Scope scope = Scope.current();
    JsonObject content = new JsonObject();
    content.addProperty("prompt", prompt);
    content.addProperty("password", password);
    Message request =
        author.message("input_request", cell.header(), content).withIdentities(cell.identities());
    Question question = new Question(request, new CompletableFuture<>());
    // Threads that nobody interrupts (of pools, virtual ones) are freed by the cancellation.
    try (Scope.Registration _ =
        scope == null ? () -> {} : scope.onCancel(() -> question.answer.cancel(false))) {
      open = question;
      // What was printed before the question is seen before it.
      iopub.flush();
      channel.send(request);
      String answer = question.answer.get();
      return answer.equals(END_OF_INPUT) ? null : answer;
    } catch (InterruptedException | CancellationException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      open = null;
      turn.release();
    }
  }

  private static IOException interrupted(Exception cause) {
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    Optional.ofNullable(Scope.current()).ifPresent(Scope::checkCancelled);
    IOException e = new InterruptedIOException("interrupted while waiting for input");
    e.initCause(cause);
    return e;
  }

  /// An `input_reply` has come. One to an earlier question (of an interrupted cell) is dropped;
  /// many clients send no parent, so that only those can be told apart that do.
  void receive(Message message) {
    Question question = open;
    if (question == null || !message.type().equals("input_reply")) {
      return;
    }
    String parent = message.parentId();
    boolean meant =
        !Json.string(message.parentHeader(), "msg_type", "").equals("input_request")
            || parent.equals(question.request.id());
    if (meant) {
      question.answer.complete(Json.string(message.content(), "value", ""));
    }
  }
}
