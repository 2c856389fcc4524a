package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the workers of a pool have of their own: the bodies that each runs before all else, and the
/// variables that some of them were given. Outlives the workers. Safe for any thread.
final class PoolState {
  /// How it stands at one moment.
  ///
  /// @param setups what each worker runs first, in order
  /// @param own variables that workers have which a new worker cannot make, with their versions
  record Now(List<Setup> setups, Map<Variable, Integer> own) {
    /// The variables that are not to be overwritten with the notebook's.
    Set<Variable> owned() {
      Set<Variable> owned = Setup.owned(setups);
      owned.addAll(own.keySet());
      return owned;
    }

    /// The version in which workers have a variable of their own, or null if they have none.
    Integer version(Variable variable) {
      Integer version = own.get(variable);
      for (Setup setup : setups) {
        if (!own.containsKey(variable) && setup.owned().contains(variable)) {
          version = setup.version();
        }
      }
      return version;
    }
  }

  private Now now = new Now(List.of(), Map.of());

  synchronized Now now() {
    return now;
  }

  /// The same for a run, whose workers may come when others have replaced the setups.
  ///
  /// @param shares gets what keeps the setups' large values for it
  synchronized Now take(List<Lease> shares) {
    now.setups.forEach(setup -> shares.add(setup.shipment().lease().share()));
    return now;
  }

  /// Has each worker run something before all else from now on.
  synchronized void keep(Setup setup) {
    Map<Variable, Integer> own = new LinkedHashMap<>(now.own);
    own.keySet().removeAll(setup.owned());
    become(setup.after(now.setups), own);
  }

  /// Takes note that workers were given variables, which those that join later do not have.
  void own(Map<Variable, Integer> variables) {
    variables.forEach(this::own);
  }

  private synchronized void own(Variable variable, int version) {
    Map<Variable, Integer> own = new LinkedHashMap<>(now.own);
    // One of the same name has been declared again since, and nobody can mean the old one.
    own.keySet().removeIf(v -> v.label().equals(variable.label()));
    own.put(variable, version);
    become(withoutPush(variable.label()), own);
  }

  private List<Setup> withoutPush(String label) {
    List<Setup> left = new ArrayList<>(now.setups);
    left.removeIf(setup -> setup.name().equals(Setup.push(label)));
    return List.copyOf(left);
  }

  /// Makes a variable the notebook's again.
  ///
  /// @throws IllegalStateException if a body with `--everywhere` would give it to each new worker
  synchronized void drop(String label) {
    List<Setup> left = withoutPush(label);
    for (Setup setup : left) {
      if (setup.owned().stream().anyMatch(v -> v.label().equals(label))) {
        throw new IllegalStateException(
            "`"
                + label
                + "` is assigned by the --everywhere body of cell "
                + setup.cell()
                + ", which each worker runs; %pool stop forgets it");
      }
    }
    Map<Variable, Integer> own = new LinkedHashMap<>(now.own);
    own.keySet().removeIf(v -> v.label().equals(label));
    become(left, own);
  }

  /// No worker will ask again.
  synchronized void end() {
    become(List.of(), Map.of());
  }

  private void become(List<Setup> setups, Map<Variable, Integer> own) {
    List<Setup> gone = new ArrayList<>(now.setups);
    gone.removeAll(setups);
    now = new Now(List.copyOf(setups), Map.copyOf(own));
    gone.forEach(Setup::release);
  }
}
