package org.jlanes.session;

import com.google.gson.JsonObject;

/// Answers the requests of one type. Called by one thread at a time, between the request's `busy`
/// and `idle`.
@FunctionalInterface
interface Handler {
  /// Handles a request and sends its reply, if the type has one.
  ///
  /// @throws Exception anything; it is logged and, if nothing was replied yet, sent as the reply
  void handle(Request request) throws Exception;

  /// Adds to the reply that is sent after [#handle] has thrown what the type's replies always have.
  default void complete(JsonObject failed) {
    // Most have nothing.
  }
}
