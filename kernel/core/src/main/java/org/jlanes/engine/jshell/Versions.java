package org.jlanes.engine.jshell;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which class is in force now for one that was, after snippets were compiled anew.
///
/// JShell names the class around a snippet `REPL.$JShell$12`, then `$12B` and so on. Code of
/// expressions and statements is not compiled anew; it is linked anew to what is in force, as a
/// class of the same name in a loader of its own. For one migration; its cell's thread only.
final class Versions {
  private static final Pattern WRAPPER = Pattern.compile("REPL([./])\\$JShell\\$(\\d+)[A-Z]*");

  private final UserLoader loader;
  private final Map<String, String> inForce = new HashMap<>();
  private final Set<String> forwarded;
  private final Map<SnippetLoader, Optional<SnippetLoader>> linked = new HashMap<>();

  /// What each snippet's code uses that is of another type now, by name.
  private final Map<SnippetLoader, Set<String>> retyped = new HashMap<>();

  /// @param live the classes around the snippets in force
  /// @param forwarded those out of force whose methods call those in force
  Versions(UserLoader loader, Set<String> live, Set<String> forwarded) {
    this.loader = loader;
    this.forwarded = new HashSet<>(forwarded);
    for (String wrapper : live) {
      index(wrapper).ifPresent(index -> inForce.put(index, wrapper));
    }
  }

  /// The number of the snippet that a class of the notebook, or one around a snippet, belongs to.
  static Optional<String> index(String name) {
    Matcher m = WRAPPER.matcher(name);
    return m.lookingAt() ? Optional.of(m.group(2)) : Optional.empty();
  }

  /// The class in force for a class: itself if it is in force, or is not the notebook's.
  ///
  /// @return null if there is none any more
  Class<?> current(Class<?> type) {
    if (type.isArray()) {
      Class<?> component = current(type.getComponentType());
      return component == null ? null : component.arrayType();
    }
    if (!(type.getClassLoader() instanceof SnippetLoader own) || type.isHidden()) {
      return type;
    }
    String wrapper = Names.wrapperOf(type.getName()).orElseThrow();
    String now = index(wrapper).map(inForce::get).orElse(null);
    if (now != null) {
      try {
        return loader.loadClass(now + type.getName().substring(wrapper.length()));
      } catch (ClassNotFoundException | LinkageError e) {
        // A variable was declared again without its initializer, where the class stood.
        return linked(type, own);
      }
    }
    return linked(type, own);
  }

  /// A class as it was, linked to what is in force; itself if it refers to nothing else.
  Class<?> linked(Class<?> type) {
    return type.getClassLoader() instanceof SnippetLoader own ? linked(type, own) : type;
  }

  private Class<?> linked(Class<?> type, SnippetLoader own) {
    String wrapper = Names.wrapperOf(type.getName()).orElseThrow();
    try {
      Optional<SnippetLoader> other = linked(wrapper, own);
      return other.isPresent() ? other.get().own(type.getName()) : type;
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /// Whether an object of this class, or code in it, is of a version that is no longer in force.
  boolean isOld(Class<?> type) {
    return type.isHidden()
        ? !type.getNestHost().equals(linked(type.getNestHost()))
        : !type.equals(current(type));
  }

  /// Whether a snippet has a version in force that is another.
  boolean isReplaced(String wrapper) {
    String now = index(wrapper).map(inForce::get).orElse(null);
    return now != null && !now.equals(wrapper);
  }

  /// A descriptor or internal name with the names in force.
  String renamed(String text) {
    return WRAPPER
        .matcher(text)
        .replaceAll(m -> {
          String name = "REPL." + m.group().substring("REPL.".length());
          String now = forwarded.contains(name) ? null : inForce.get(m.group(2));
          return Matcher.quoteReplacement(now == null ? m.group() : now.replace(".", m.group(1)));
        });
  }

  /// The loader in which the classes of a snippet that is not in force refer to what is; empty if
  /// they do so already.
  private Optional<SnippetLoader> linked(String wrapper, SnippetLoader own) {
    Optional<SnippetLoader> known = linked.get(own);
    if (known != null) {
      return known;
    }
    Map<String, byte[]> files = relinked(wrapper, own);
    Optional<SnippetLoader> result =
        files.isEmpty() ? Optional.empty() : Optional.of(put(wrapper, files));
    linked.put(own, result);
    result.ifPresent(made -> linked.put(made, Optional.empty()));
    return result;
  }

  /// The class files of a snippet as they must be to refer to what is in force, by binary name;
  /// empty if they do so already, or if they use a variable or method that is of another type now:
  /// then they keep those that they were compiled with.
  Map<String, byte[]> relinked(String wrapper, SnippetLoader own) {
    if (own.mentions().entrySet().stream().noneMatch(other -> isStale(other, wrapper))) {
      return Map.of();
    }
    Map<String, byte[]> files = files(wrapper, own);
    Set<String> missing = new HashSet<>();
    files.values().forEach(file -> missing.addAll(missing(file, wrapper)));
    if (!missing.isEmpty()) {
      retyped.put(own, missing);
    }
    return missing.isEmpty() ? files : Map.of();
  }

  /// The variables and methods of before that the code of a lambda, or of an anonymous class in a
  /// statement, goes on using, because those in force are of other types.
  Set<String> retyped(Class<?> type) {
    return type.getClassLoader() instanceof SnippetLoader own
            && Names.wrapperOf(type.getName()).filter(wrapper -> !isReplaced(wrapper)).isPresent()
        ? retyped.getOrDefault(own, Set.of())
        : Set.of();
  }

  /// The variables and methods of other snippets that a class file uses and that are not there.
  private Set<String> missing(byte[] file, String wrapper) {
    Set<String> missing = new HashSet<>();
    for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
      if (entry instanceof MemberRefEntry member) {
        String owner = member.owner().asInternalName().replace('/', '.');
        if (Names.wrapperOf(owner).equals(Optional.of(owner))
            && !owner.equals(wrapper)
            && inForce.containsValue(owner)
            && !hasMember(owner, member)) {
          missing.add(member.name().stringValue());
        }
      }
    }
    return missing;
  }

  private boolean hasMember(String owner, MemberRefEntry member) {
    Optional<byte[]> file = loader.original(owner);
    if (file.isEmpty()) {
      return false;
    }
    ClassModel model = ClassFile.of().parse(file.get());
    return model.fields().stream()
            .anyMatch(f ->
                f.fieldName().equalsString(member.name().stringValue())
                    && f.fieldType().equalsString(member.type().stringValue()))
        || model.methods().stream()
            .anyMatch(m ->
                m.methodName().equalsString(member.name().stringValue())
                    && m.methodType().equalsString(member.type().stringValue()));
  }

  private boolean isStale(Map.Entry<String, SnippetLoader> mentioned, String wrapper) {
    String name = mentioned.getKey();
    String now = index(name).map(inForce::get).orElse(null);
    return now != null
        && !name.equals(wrapper)
        && !forwarded.contains(name)
        && loader.holderOf(now).filter(mentioned.getValue()::equals).isEmpty();
  }

  private SnippetLoader put(String wrapper, Map<String, byte[]> files) {
    loader.put(files);
    return loader.holderOf(wrapper).orElseThrow();
  }

  private Map<String, byte[]> files(String wrapper, SnippetLoader own) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    own.addTo(files);
    files.keySet().removeIf(name -> !Names.wrapperOf(name).equals(Optional.of(wrapper)));
    files.replaceAll((name, file) -> ConstantNames.replaced(file, this::renamed));
    return files;
  }
}
