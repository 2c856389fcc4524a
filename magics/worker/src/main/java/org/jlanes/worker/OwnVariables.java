package org.jlanes.worker;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jlanes.runtime.display.Troubleshooting;
import org.jlanes.runtime.envelope.ObjectReader;
import org.jlanes.runtime.envelope.ObjectWriter;
import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.envelope.WorkerVariables;

/// Which variables this worker has values of its own of, and in the classes of which loader. Where
/// classes come anew, with another loader, the values are written by the old ones and read by the
/// new ones. Safe for any thread.
final class OwnVariables {
  /// A static field.
  private record Place(String owner, String name) {
    Field in(ClassLoader loader) throws ReflectiveOperationException {
      Field field = loader.loadClass(owner).getDeclaredField(name);
      field.setAccessible(true);
      return field;
    }
  }

  /// What is known of a variable.
  ///
  /// @param loader whose class holds the value
  /// @param keep whether the value goes along to another loader
  /// @param lost why the value could not be brought to that loader; empty if it is there
  private record Held(int version, ShippedLoader loader, boolean keep, String lost) {}

  /// A value that came to a new loader. It is set a second time when the `--everywhere` bodies have
  /// run again, which may have assigned the variable.
  record Brought(Field field, Object value) {
    void restore() throws IllegalAccessException {
      field.set(null, value);
    }
  }

  private final Map<Place, Held> all = new LinkedHashMap<>();

  /// Brings the values that another loader's classes hold to those of this one.
  ///
  /// @return what was brought
  synchronized List<Brought> bring(ShippedLoader loader) {
    List<Brought> brought = new ArrayList<>();
    Map<Place, Object> old = new LinkedHashMap<>();
    for (Iterator<Map.Entry<Place, Held>> each = all.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<Place, Held> entry = each.next();
      Held held = entry.getValue();
      if (!held.loader.equals(loader)) {
        try {
          Field _ = entry.getKey().in(loader);
          if (held.keep && held.lost.isEmpty()) {
            old.put(entry.getKey(), entry.getKey().in(held.loader).get(null));
          }
        } catch (ReflectiveOperationException | LinkageError e) {
          // Declared again in the notebook: nobody can ask for the old one.
          each.remove();
        }
      }
    }
    if (!old.isEmpty() && !bring(old, loader, brought)) {
      // One of them is to blame; the others need not be lost.
      old.forEach((place, value) -> {
        Map<Place, Object> one = new LinkedHashMap<>();
        one.put(place, value);
        bring(one, loader, brought);
      });
    }
    return brought;
  }

  /// Together, so that what two of them share they share there too.
  private boolean bring(Map<Place, Object> old, ShippedLoader loader, List<Brought> brought) {
    try {
      Object[] values =
          (Object[])
              ObjectReader.read(ObjectWriter.write(old.values().toArray(Object[]::new)), loader);
      int i = 0;
      for (Place place : old.keySet()) {
        Brought one = new Brought(place.in(loader), values[i++]);
        one.restore();
        brought.add(one);
        all.put(place, new Held(all.get(place).version, loader, true, ""));
      }
      return true;
    } catch (IOException
        | ReflectiveOperationException
        | RuntimeException
        | StackOverflowError
        | LinkageError e) {
      if (old.size() == 1) {
        Place place = old.keySet().iterator().next();
        all.put(place, new Held(all.get(place).version, loader, true, e.toString()));
      }
      return false;
    }
  }

  /// These variables as a run sees them.
  ///
  /// @param loader the run's present one
  WorkerVariables of(Supplier<ShippedLoader> loader, WorkerIdentity worker) {
    return new WorkerVariables() {
      @Override
      public void set(Key variable, Object value) {
        try {
          new Place(variable.owner(), variable.name()).in(loader.get()).set(null, value);
        } catch (ReflectiveOperationException | LinkageError e) {
          throw new IllegalStateException(
              "`" + variable.name() + "` is not there in " + name(worker) + ": " + e, e);
        }
        mark(List.of(variable), true);
      }

      @Override
      public void setUnlessHeld(Key variable, Object value) {
        if (!why(variable, loader.get()).isEmpty()) {
          set(variable, value);
        }
      }

      @Override
      public Object get(Key variable) {
        require(List.of(variable));
        try {
          return new Place(variable.owner(), variable.name()).in(loader.get()).get(null);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException("`" + variable.name() + "` cannot be read: " + e, e);
        }
      }

      @Override
      public void mark(List<Key> variables, boolean keep) {
        synchronized (OwnVariables.this) {
          for (Key v : variables) {
            all.put(new Place(v.owner(), v.name()), new Held(v.version(), loader.get(), keep, ""));
          }
        }
      }

      @Override
      public void require(List<Key> variables) {
        for (Key variable : variables) {
          String why = why(variable, loader.get());
          if (!why.isEmpty()) {
            throw new IllegalStateException(
                name(worker)
                    + " has no `"
                    + variable.name()
                    + "` of its own: "
                    + why
                    + ". Push or scatter it again; where a cell made it, make it the notebook's"
                    + " with drop(\""
                    + variable.name()
                    + "\") of the view and run that cell again. "
                    + Troubleshooting.WORKER_VARIABLE.hint());
          }
        }
      }
    };
  }

  private static String name(WorkerIdentity worker) {
    return "worker " + (worker.number() + 1) + " (pid " + worker.pid() + ")";
  }

  /// Why a variable is missing; empty if it is there.
  private synchronized String why(WorkerVariables.Key variable, ShippedLoader loader) {
    Held held = all.get(new Place(variable.owner(), variable.name()));
    if (held == null) {
      return "this process was not there, or not among those that got one, when it was made; if"
          + " another had it before, it has ended, and its value with it";
    }
    if (held.version != variable.version()) {
      return "it was not among those that got the present one";
    }
    if (!held.loader.equals(loader) || !held.lost.isEmpty()) {
      return "its value was lost when classes of the notebook changed or jars were added ("
          + (held.lost.isEmpty() ? "in another run" : held.lost)
          + ")";
    }
    return "";
  }
}
