package org.jlanes.lanes.process;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlanes.lanes.run.ItemKeys;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.envelope.WorkerIdentity;

/// Keys made of what would be sent to a worker: the code that a body reaches, the values that it
/// captures, and the item; with the JDK's version, and the user's class path where libraries are
/// used. For one thread, but for the keys that it has made.
final class ClosureKeys implements ItemKeys {
  /// Changes when the same code or value would be hashed in another way.
  private static final String FORMAT = "1";

  private final KeyTerms terms;
  private final KeyNames names;
  private final String body;
  private final boolean indexed;
  private final List<String> remarks = new ArrayList<>();

  /// Hashes of the code that items bring along, by the classes and lambdas that are in them.
  private final Map<List<String>, Code> codes = new HashMap<>();

  private String classPath;

  /// The keys of a body.
  ///
  /// @throws LaneException if a value that it captures cannot be written down
  ClosureKeys(Entry entry, KeyTerms terms) throws LaneException {
    this.terms = terms;
    this.names = new KeyNames(terms.view());
    Closure closure = closure(entry);
    terms.checkIgnored(closure);
    KeyHash hash = new KeyHash().text(FORMAT).number(Runtime.version().feature());
    hash.text(String.join("\n", terms.properties()));
    hash.payload(written(entry, names, (at, e) -> Unsendable.captured(entry, at, e)));
    this.indexed = code(closure, names, hash);
    Set<Variable> read =
        closure.walk() == null ? Set.of() : new HashSet<>(closure.walk().fields().read());
    for (Setup setup : terms.state().setups()) {
      if (setup.owned().stream().anyMatch(read::contains)) {
        // Its values as they were, under the names that they had then.
        hash.payload(setup.shipment().closure().state());
        boolean _ = code(setup.shipment().closure(), names, hash);
      }
    }
    libraries(usesLibraries(names), hash);
    this.body = hash.hex();
    for (Variable variable : closure.assigned()) {
      remarks.add(
          "`"
              + variable.label()
              + "` is assigned in the body: an item whose result is there already does not do"
              + " that");
    }
  }

  private record Key(String name, KeptDialect dialect, KeyTerms terms) implements ItemKeys.Key {
    @Override
    public Payload write(Object value) throws IOException {
      return dialect.write(value);
    }

    @Override
    public Object read(Payload payload) throws IOException, ClassNotFoundException {
      return dialect.read(payload, terms.loader());
    }
  }

  /// The code that items bring along.
  private record Code(String hash, boolean libraries, boolean indexed) {}

  /// An item, to find out what code it brings along.
  private record Carrier(Object item) implements Entry {
    @Override
    public Object run(Object value, int index, WorkerIdentity worker) {
      return item;
    }
  }

  @Override
  public String body() {
    return body;
  }

  @Override
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  @Override
  public ItemKeys.Key of(Object item, int index) throws LaneException {
    KeyNames met = new KeyNames(terms.view());
    KeyHash hash = new KeyHash().text(body);
    hash.payload(written(item, met, (at, e) -> Unsendable.item(item, at, e)));
    List<String> numbered = met.numbered();
    boolean libraries = usesLibraries(met);
    boolean counts = indexed;
    if (!numbered.isEmpty()) {
      Code code = codes.get(numbered);
      if (code == null) {
        code = code(item, met.copy());
        codes.put(numbered, code);
      }
      hash.text(code.hash());
      libraries |= code.libraries();
      counts |= code.indexed();
    }
    if (counts) {
      hash.number(index);
    }
    libraries(libraries, hash);
    return new Key(hash.hex(), new KeptDialect(names, met), terms);
  }

  private Code code(Object item, KeyNames known) throws LaneException {
    KeyHash hash = new KeyHash();
    boolean asks = code(closure(new Carrier(item)), known, hash);
    return new Code(hash.hex(), usesLibraries(known), asks);
  }

  private boolean code(Closure closure, KeyNames known, KeyHash hash) throws LaneException {
    for (Variable variable : closure.sent()) {
      hash.text(known.of(variable.owner())).text(variable.name());
      Object value = closure.value(variable);
      hash.payload(written(value, known, (at, e) -> Unsendable.variable(variable, value, at, e)));
    }
    return closure.walk() != null && new KeyCode(terms.view(), known, hash).add(closure.walk());
  }

  private boolean usesLibraries(KeyNames met) {
    return terms.view() == null || met.foreign().stream().anyMatch(KeyTerms::isOfALibrary);
  }

  private void libraries(boolean used, KeyHash hash) throws LaneException {
    if (used) {
      if (classPath == null) {
        classPath = terms.classPath();
      }
      hash.text(classPath);
    }
  }

  /// What would be sent. As nothing is, shared memory need not be held for it.
  private Closure closure(Entry entry) throws LaneException {
    Closure closure = Closure.of(entry, terms.view(), terms.owned(), new Broadcasts());
    closure.letGo();
    terms.refuseOwn(closure);
    return closure;
  }

  /// Says why something could not be written, and at which object that was.
  private interface Told {
    String of(Object culprit, Throwable cause);
  }

  private static Payload written(Object value, KeyNames known, Told told) throws LaneException {
    try {
      return KeyDialect.<LaneException>write(
          known,
          out -> {
            try {
              out.writeObject(value);
            } catch (IOException | RuntimeException | StackOverflowError e) {
              String why = told.of(out.last(), e);
              // It could be sent, but not be told from another one later.
              boolean sendable = e instanceof InvalidObjectException;
              throw new LaneException(
                  sendable ? why.replace(Unsendable.CANNOT, "cannot be written down") : why, e);
            }
          });
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }
}
