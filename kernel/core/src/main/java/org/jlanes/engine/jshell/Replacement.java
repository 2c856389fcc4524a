package org.jlanes.engine.jshell;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import org.jlanes.runtime.engine.EngineView.Variable;
import org.jlanes.runtime.weave.Weaver;

/// Sees to it that a notebook keeps what it can when JShell has made new classes in the place of
/// some that the JVM could not redefine. For the engine thread that has the turn.
final class Replacement {
  private final JShell jshell;
  private final UserLoader loader;
  private final Control control;
  private final Variables variables;
  private final OpenFields fields;
  private final List<Consumer<UnaryOperator<Object>>> others = new ArrayList<>();

  /// For each variable the replaced class of which it was said that it still holds objects.
  private final Map<String, WeakReference<Class<?>>> told = new HashMap<>();

  private final Set<String> toldReasons = new HashSet<>();

  Replacement(
      JShell jshell, UserLoader loader, Control control, Variables variables, OpenFields fields) {
    this.jshell = jshell;
    this.loader = loader;
    this.control = control;
    this.variables = variables;
    this.fields = fields;
  }

  /// Adds something else that holds values.
  void also(Consumer<UnaryOperator<Object>> holder) {
    others.add(holder);
  }

  /// Carries over what an evaluation has left behind.
  ///
  /// @param before the loaders of the snippets that were in force before
  /// @param replaced whether a redefinition was refused
  Replaced carryOver(
      List<SnippetEvent> events, Map<String, SnippetLoader> before, boolean replaced) {
    Variables.Update update = variables.update(events, jshell, replaced);
    Consumer<Invocation> cell = control.cell();
    for (int i = 0; i < update.lost().size(); i++) {
      update.add(declareAgain(update.lost().get(i)));
    }
    if (replaced) {
      for (Variables.Lost old : variables.ofOldTypes(new Versions(loader, live(), Set.of()))) {
        update.lost().add(old);
        update.add(declareAgain(old));
      }
    }
    control.runOn(cell);
    boolean overwritten = events.stream().anyMatch(e -> e.status() == Snippet.Status.OVERWRITTEN);
    if (!replaced && !overwritten && update.isEmpty()) {
      return Replaced.NOTHING;
    }
    Versions versions = new Versions(loader, live(), forward(events, before));
    relink(versions);
    Migration migration = new Migration(versions, fields);
    CarryOver carried =
        new CarryOver(
            variables,
            update,
            before.values(),
            successor -> others.forEach(holder -> holder.accept(successor)),
            migration);
    Invocation.Outcome outcome =
        control.onCell(
            Invocation.of(() -> {
              carried.run();
              return null;
            }));
    Set<String> reasons = new LinkedHashSet<>(carried.reasons());
    if (outcome.error() != null) {
      reasons.add("carrying objects over to the new class failed (" + outcome.error() + ")");
    }
    reasons.removeIf(reason -> !toldReasons.add(reason) && !concerns(reason, events));
    Set<String> reset = new LinkedHashSet<>(update.reset());
    reset.addAll(carried.reset());
    return new Replaced(reasons, reset, remnants(versions), former(events, versions));
  }

  /// For each variable that has just been declared with another type, those that hold code which
  /// goes on using it as it was: such code cannot be made to use the new one.
  private Map<String, List<String>> former(List<SnippetEvent> events, Versions versions) {
    Remnants remnants = new Remnants(versions, fields);
    Map<String, List<String>> former = new TreeMap<>();
    for (SnippetEvent event : events) {
      if (event.status() == Snippet.Status.OVERWRITTEN
          && event.snippet() instanceof VarSnippet old
          && event.causeSnippet() instanceof VarSnippet now
          && !old.typeName().equals(now.typeName())) {
        List<String> holders =
            variables.all().stream()
                .filter(variable -> remnants.usesFormer(old.name(), variable.value()))
                .map(Variable::name)
                .toList();
        if (!holders.isEmpty()) {
          former.put(old.name(), holders);
        }
      }
    }
    return former;
  }

  /// Whether a reason is about something that was just declared, rather than about what has been
  /// left of an earlier time.
  private static boolean concerns(String reason, List<SnippetEvent> events) {
    return events.stream()
        .map(SnippetEvent::snippet)
        .filter(DeclarationSnippet.class::isInstance)
        .anyMatch(s -> reason.contains(((DeclarationSnippet) s).name()));
  }

  /// Lets code refer to what is in force that JShell does not compile anew: that of expressions and
  /// statements which threads run or lambdas call, and declarations that depend on what was
  /// replaced through others. What the JVM refuses to redefine is made anew for each lambda.
  private void relink(Versions versions) {
    loader
        .all()
        .forEach((wrapper, own) -> {
          Map<String, byte[]> files =
              versions.isReplaced(wrapper) ? Map.of() : versions.relinked(wrapper, own);
          if (!files.isEmpty()) {
            Map<String, byte[]> woven = new LinkedHashMap<>(files);
            woven.replaceAll((name, file) -> Weaver.weave(file));
            control.change(own, files, woven);
          }
        });
  }

  /// The variables that hold objects or code of a replaced class, each only the first time: what
  /// happens later has nothing to do with them.
  private List<String> remnants(Versions versions) {
    Remnants remnants = new Remnants(versions, fields);
    List<String> found = new ArrayList<>();
    Map<String, WeakReference<Class<?>>> before = Map.copyOf(told);
    told.clear();
    for (Variable variable : variables.all()) {
      Optional<Class<?>> old = remnants.in(variable.value());
      if (old.isPresent()) {
        WeakReference<Class<?>> known = before.get(variable.name());
        boolean isTold = known != null && known.refersTo(old.get());
        told.put(variable.name(), isTold ? known : new WeakReference<>(old.get()));
        if (!isTold) {
          found.add(variable.name());
        }
      }
    }
    return found;
  }

  /// The classes around the snippets in force.
  private Set<String> live() {
    return jshell
        .snippets()
        .filter(s -> s.kind() != Snippet.Kind.IMPORT && jshell.status(s).isDefined())
        .map(this::wrapper)
        .collect(Collectors.toSet());
  }

  private String wrapper(Snippet snippet) {
    return jshell.sourceCodeAnalysis().wrapper(snippet).fullClassName();
  }

  /// Lets methods out of force call those in force.
  ///
  /// @return the classes around those that do
  private Set<String> forward(List<SnippetEvent> events, Map<String, SnippetLoader> before) {
    Set<String> forwarded = new HashSet<>();
    jshell
        .methods()
        .filter(method -> jshell.status(method).isDefined())
        .forEach(method -> {
          String now = wrapper(method);
          before.forEach((wrapper, own) -> {
            if (!wrapper.equals(now)
                && Versions.index(wrapper).equals(Versions.index(now))
                && forward(wrapper, own, now, method.name())) {
              forwarded.add(wrapper);
            }
          });
        });
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null && event.snippet() instanceof MethodSnippet declared) {
        forwarded.addAll(forwardOverwritten(declared, events, before));
      }
    }
    return forwarded;
  }

  private Set<String> forwardOverwritten(
      MethodSnippet declared, List<SnippetEvent> events, Map<String, SnippetLoader> before) {
    Set<String> forwarded = new HashSet<>();
    for (SnippetEvent event : events) {
      if (event.status() == Snippet.Status.OVERWRITTEN
          && event.snippet() instanceof MethodSnippet old
          && old.name().equals(declared.name())
          && jshell.status(declared).isDefined()) {
        String wrapper = wrapper(old);
        SnippetLoader own = before.get(wrapper);
        if (own != null
            && !wrapper.equals(wrapper(declared))
            && forward(wrapper, own, wrapper(declared), old.name())) {
          forwarded.add(wrapper);
        }
      }
    }
    return forwarded;
  }

  private boolean forward(String old, SnippetLoader own, String now, String name) {
    Optional<Forwarding> forwarding =
        loader.original(now).flatMap(file -> Forwarding.to(file, name));
    Optional<byte[]> original = own.classFile(old).map(Mentions::original);
    if (forwarding.isEmpty() || original.isEmpty()) {
      return false;
    }
    Optional<byte[]> changed = forwarding.get().in(original.get());
    Optional<byte[]> woven = forwarding.get().in(Weaver.weave(original.get()));
    return changed.isPresent()
        && woven.isPresent()
        && control.change(own, Map.of(old, changed.get()), Map.of(old, woven.get()));
  }

  /// Declares a variable without its initializer, which no longer compiles after a class it uses
  /// was replaced (`var list = List.of(old)`), or whose type has another meaning since an import
  /// (`List` with `java.awt.*`); JShell would silently make it unknown.
  ///
  /// @return what else that did
  private Variables.Update declareAgain(Variables.Lost lost) {
    String name = lost.variable().name();
    Variables.Update done = declare(Denotable.type(lost.variable().type()), name);
    if (!variables.mayHold(name, lost.variable().value())) {
      done.add(declare(lost.fullType(), name));
    }
    return done;
  }

  private Variables.Update declare(String type, String name) {
    control.runOn(Invocation::run);
    List<SnippetEvent> events = jshell.eval(type + " " + name + ";");
    return variables.update(events, jshell, control.takeReplaced());
  }
}
