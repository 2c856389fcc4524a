package org.jlanes.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jlanes.wire.Message;

/// The main shell and the subshells of a kernel. Safe for any thread.
final class SubshellTable {
  private final Subshell main = new Subshell(null);
  private final Map<String, Subshell> subshells = new LinkedHashMap<>();
  private final Function<Subshell, Dispatcher> dispatchers;

  /// @param dispatchers makes what handles a shell's requests
  SubshellTable(Function<Subshell, Dispatcher> dispatchers) {
    this.dispatchers = dispatchers;
  }

  /// Where requests without a subshell id go.
  Subshell main() {
    return main;
  }

  /// Begins to handle the requests of the main shell.
  void start() {
    main.queue().start(dispatchers.apply(main));
  }

  /// Opens a subshell.
  synchronized Subshell create() {
    Subshell created = new Subshell(UUID.randomUUID().toString());
    subshells.put(created.id().orElseThrow(), created);
    created.queue().start(dispatchers.apply(created));
    return created;
  }

  synchronized Optional<Subshell> find(String id) {
    return Optional.ofNullable(subshells.get(id));
  }

  /// The shell that a message is for, if there is one.
  Optional<Subshell> of(Message message) {
    Optional<String> wanted = SubshellRequest.wanted(message.header());
    return wanted.isEmpty() ? Optional.of(main) : find(wanted.get());
  }

  /// Forgets a subshell: no more requests reach it, and its thread ends when it has handled those
  /// that have.
  synchronized Optional<Subshell> delete(String id) {
    Optional<Subshell> deleted = Optional.ofNullable(subshells.remove(id));
    deleted.ifPresent(shell -> shell.queue().end());
    return deleted;
  }

  /// The ids in order of creation.
  synchronized List<String> ids() {
    return new ArrayList<>(subshells.keySet());
  }
}
