package org.jlanes.engine.jshell;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jlanes.runtime.engine.EngineView.Variable;

/// Carries all that a notebook holds over to the classes in force after classes were replaced:
/// variables, static fields, the values that were shown. For one evaluation; [#run] is for its
/// cell's thread, because it may run code of the user, the rest for the engine thread that waits
/// for that.
final class CarryOver {
  private final Variables variables;
  private final Variables.Update update;
  private final Collection<SnippetLoader> before;
  private final Consumer<UnaryOperator<Object>> others;
  private final Migration migration;
  private final Set<String> reset = new LinkedHashSet<>();

  /// @param before the loaders of the snippets that were in force
  /// @param others gives each value that is held elsewhere to a function that tells its successor
  CarryOver(
      Variables variables,
      Variables.Update update,
      Collection<SnippetLoader> before,
      Consumer<UnaryOperator<Object>> others,
      Migration migration) {
    this.variables = variables;
    this.update = update;
    this.before = before;
    this.others = others;
    this.migration = migration;
    update.moves().forEach(move -> reset.add(move.name()));
    update.lost().forEach(each -> reset.add(each.variable().name()));
  }

  /// Carries everything over.
  void run() {
    Set<String> moved = new HashSet<>(reset);
    update.lost().forEach(each -> carry(each.variable().name(), each.variable().value()));
    Set<String> declaredAgain = new HashSet<>();
    update.lost().forEach(each -> declaredAgain.add(each.variable().name()));
    for (Variables.Move move : update.moves()) {
      if (!declaredAgain.contains(move.name())) {
        carry(move.name(), move.value());
      }
    }
    for (Variable variable : variables.all()) {
      Object value = variable.value();
      if (value != null && !moved.contains(variable.name())) {
        // Without a successor it stays, and is named as what holds old objects.
        boolean unused = variables.isSet(variable.name(), migration.of(value).orElse(value));
      }
    }
    others.accept(value -> value == null ? null : migration.of(value).orElse(value));
    for (SnippetLoader loader : before) {
      loader.nested().forEach(migration::statics);
    }
    migration.finish();
  }

  private void carry(String name, Object value) {
    Optional<Object> successor = migration.of(value);
    if (reset.contains(name)
        && (successor.isPresent() || value == null)
        && variables.isSet(name, successor.orElse(null))) {
      reset.remove(name);
    }
  }

  /// The variables that were reset.
  Set<String> reset() {
    return reset;
  }

  /// Why values could not be kept.
  Set<String> reasons() {
    return migration.reasons();
  }
}
