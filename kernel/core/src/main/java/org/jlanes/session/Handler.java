package org.jlanes.session;

/// Answers the requests of one type. Called by one thread at a time, between the request's `busy`
/// and `idle`.
@FunctionalInterface
interface Handler {
  /// Handles a request and sends its reply, if the type has one.
  ///
  /// @throws Exception anything; it is logged and, if nothing was replied yet, sent as the reply
  void handle(Request request) throws Exception;
}
