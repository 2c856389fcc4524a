package org.jlanes.lanes.process;

import java.lang.invoke.SerializedLambda;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.envelope.ObjectWriter;

/// The classes of the notebook and the lambdas that an item is made of, which say what code it
/// brings. For one thread and one item.
final class ItemKind implements ObjectWriter.Observer {
  /// A class that is only named.
  private record Mention(Class<?> type) {}

  /// A lambda, by the method that has its code.
  private record Lambda(String host, String owner, String name, String descriptor) {}

  private final EngineView view;
  private final Set<Object> parts = new LinkedHashSet<>();
  private final Map<String, Boolean> hosts;

  /// @param hosts whether classes that have lambdas are the notebook's, as far as that is known
  ItemKind(EngineView view, Map<String, Boolean> hosts) {
    this.view = view;
    this.hosts = hosts;
  }

  /// What it is made of. Items of equal parts are of one kind.
  Set<Object> parts() {
    return parts;
  }

  /// Tells a walk what it has met.
  void tell(ClosureWalk walk) {
    for (Object part : parts) {
      switch (part) {
        case Lambda l -> walk.lambda(l.host, l.owner, l.name, l.descriptor);
        case Mention m -> walk.mentions(m.type);
        default -> walk.meets((Class<?>) part);
      }
    }
  }

  @Override
  public void meets(Class<?> type) {
    if (view.defines(type)) {
      parts.add(type);
    }
  }

  @Override
  public void mentions(Class<?> type) {
    if (view.defines(type)) {
      parts.add(new Mention(type));
    }
  }

  @Override
  public boolean meets(SerializedLambda lambda) {
    String host = ClosureWalk.name(lambda.getCapturingClass());
    parts.add(
        new Lambda(
            host,
            ClosureWalk.name(lambda.getImplClass()),
            lambda.getImplMethodName(),
            lambda.getImplMethodSignature()));
    return hosts.computeIfAbsent(host, name -> view.classBytes(name).isPresent());
  }
}
