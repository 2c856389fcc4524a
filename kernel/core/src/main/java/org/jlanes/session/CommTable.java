package org.jlanes.session;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jlanes.runtime.comm.CommTarget;

/// The open comms and the targets to which front ends may open more. Safe for any thread.
final class CommTable {
  private final Map<String, CommTarget> targets = new ConcurrentHashMap<>();
  private final Map<String, KernelComm> open = new ConcurrentHashMap<>();

  void register(String name, CommTarget target) {
    targets.put(name, target);
  }

  void unregister(String name) {
    targets.remove(name);
  }

  Optional<CommTarget> target(String name) {
    return Optional.ofNullable(targets.get(name));
  }

  void add(KernelComm comm) {
    open.put(comm.id(), comm);
  }

  /// Takes a comm out.
  ///
  /// @return whether it was still in
  boolean remove(KernelComm comm) {
    return open.remove(comm.id(), comm);
  }

  Optional<KernelComm> find(String id) {
    return Optional.ofNullable(open.get(id));
  }

  boolean contains(KernelComm comm) {
    return open.get(comm.id()) == comm;
  }

  Collection<KernelComm> all() {
    return List.copyOf(open.values());
  }
}
