package org.jlanes.engine.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/// Undoes what JShell does for a declaration that does not compile: it has given up what had the
/// name before, and with that all that depends on it. For one evaluation, on the engine thread that
/// has the turn.
final class Refused {
  private final JShell jshell;
  private final Origins origins;
  private final Control control;
  private final Variables variables;
  private final List<Variables.Lost> values = new ArrayList<>();

  Refused(JShell jshell, Origins origins, Control control, Variables variables) {
    this.jshell = jshell;
    this.origins = origins;
    this.control = control;
    this.variables = variables;
  }

  /// Declares again what was given up. To be asked before anything else is done with the events.
  ///
  /// @return the events with those that this has brought
  List<SnippetEvent> undone(List<SnippetEvent> events) {
    List<SnippetEvent> all = new ArrayList<>(events);
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null
          && event.snippet() instanceof DeclarationSnippet refused
          && isRefused(event)) {
        events.stream()
            .filter(e -> e.status() == Snippet.Status.OVERWRITTEN)
            .filter(e -> e.snippet().kind() == refused.kind())
            .map(e -> (DeclarationSnippet) e.snippet())
            .filter(old -> old.name().equals(refused.name()))
            .forEach(old -> all.addAll(again(refused, old)));
      }
    }
    return all;
  }

  /// A method or type that lacks something waits for that.
  private static boolean isRefused(SnippetEvent event) {
    return event.status() == Snippet.Status.REJECTED
        || event.snippet() instanceof VarSnippet && !event.status().isDefined();
  }

  private List<SnippetEvent> again(DeclarationSnippet refused, DeclarationSnippet old) {
    if (jshell.status(refused).isActive()) {
      jshell.drop(refused);
    }
    Optional<Unit> unit = origins.unit(old, jshell);
    unit.ifPresent(origins::begin);
    Optional<Variables.Lost> value =
        old instanceof VarSnippet variable ? variables.before(variable) : Optional.empty();
    Consumer<Invocation> cell = control.cell();
    // Of a variable without an initializer there is nothing to run but what JShell adds.
    control.runOn(Invocation::run);
    List<SnippetEvent> events = new ArrayList<>();
    if (value.isPresent()) {
      String name = old.name();
      values.add(value.get());
      events.addAll(jshell.eval(Denotable.type(value.get().variable().type()) + " " + name + ";"));
      if (!events.getFirst().status().isDefined()) {
        events.addAll(jshell.eval(value.get().fullType() + " " + name + ";"));
      }
    } else if (!(old instanceof VarSnippet)) {
      events.addAll(jshell.eval(unit.map(u -> u.source().text()).orElse(old.source())));
    }
    control.runOn(cell);
    origins.settle("", jshell);
    events.forEach(event -> origins.remember(event.snippet(), jshell));
    return events;
  }

  /// Gives variables that were declared again their values.
  void giveBack() {
    for (Variables.Lost lost : values) {
      boolean unused = variables.isSet(lost.variable().name(), lost.variable().value());
    }
  }
}
