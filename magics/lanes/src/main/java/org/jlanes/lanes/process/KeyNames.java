package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.runtime.engine.EngineView;

/// Names for the notebook's classes, and the lambdas in them, that are the same in every kernel:
/// numbers in the order in which they are met. The engine's own names have numbers of snippets in
/// them, which depend on all that was run before. For one thread until it is complete.
final class KeyNames {
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;<]+)([;<])");
  private static final String LAMBDA = "lambda$";

  private final EngineView view;
  private final Map<String, String> byName = new LinkedHashMap<>();
  private final Map<String, String> byNumber = new HashMap<>();
  private final Set<String> foreign = new LinkedHashSet<>();

  /// @param view the notebook; null where there is none
  KeyNames(EngineView view) {
    this.view = view;
  }

  /// These names, to go on from.
  KeyNames copy() {
    KeyNames copy = new KeyNames(view);
    copy.byName.putAll(byName);
    copy.byNumber.putAll(byNumber);
    copy.foreign.addAll(foreign);
    return copy;
  }

  /// The name to use for a class.
  ///
  /// @param binaryName with dots, not of an array
  String of(String binaryName) {
    String known = byName.get(binaryName);
    if (known != null) {
      return known;
    }
    if (foreign.contains(binaryName)) {
      return binaryName;
    }
    if (!isOurs(binaryName)) {
      foreign.add(binaryName);
      return binaryName;
    }
    return add(binaryName, "#");
  }

  /// The name to use for a method; another than its own if the compiler made it of a lambda and has
  /// numbered it.
  String method(String owner, String name) {
    if (!name.startsWith(LAMBDA) || !isOurs(owner)) {
      return name;
    }
    String full = owner + "::" + name;
    String known = byName.get(full);
    return known != null ? known : add(full, LAMBDA);
  }

  /// A descriptor or a signature of a type or method.
  String descriptor(String descriptor) {
    Matcher matcher = IN_DESCRIPTOR.matcher(descriptor);
    return matcher.replaceAll(
        m -> Matcher.quoteReplacement("L" + of(m.group(1).replace('/', '.')) + m.group(2)));
  }

  private String add(String name, String prefix) {
    String number = prefix + byName.size();
    byName.put(name, number);
    byNumber.put(number, name);
    return number;
  }

  /// Whether a class is the notebook's.
  boolean isOurs(String binaryName) {
    return view != null
        && (byName.containsKey(binaryName) || view.classBytes(binaryName).isPresent());
  }

  /// What has got a number, in its order.
  List<String> numbered() {
    return new ArrayList<>(byName.keySet());
  }

  /// The classes of others that were met.
  Set<String> foreign() {
    return foreign;
  }

  /// The number of a class, or null if it was not met.
  String known(String binaryName) {
    return byName.get(binaryName);
  }

  /// The class that has a number, or null.
  String meant(String number) {
    return byNumber.get(number);
  }
}
