package org.jlanes.assist;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/// Declarations in words: kinds for completion, signatures, headers as they stand in Javadoc.
final class Declarations {
  /// The packages of qualified names, JShell's own classes among them.
  private static final Pattern QUALIFIER =
      Pattern.compile("\\b(?:[a-z][\\w$]*\\.)+(?=[\\p{Lu}$_])|\\bREPL\\.|\\$JShell\\$\\w+\\.");

  private static final Set<ElementKind> LOCALS =
      Set.of(
          ElementKind.LOCAL_VARIABLE,
          ElementKind.EXCEPTION_PARAMETER,
          ElementKind.RESOURCE_VARIABLE,
          ElementKind.BINDING_VARIABLE);

  private Declarations() {}

  /// The kind in one word, as front ends draw it.
  static String kind(Element element) {
    ElementKind kind = element.getKind();
    return switch (kind) {
      case INTERFACE, ENUM, RECORD, CLASS -> kind.name().toLowerCase(java.util.Locale.ROOT);
      case ANNOTATION_TYPE -> "annotation";
      case CONSTRUCTOR -> "class";
      case METHOD -> "function";
      case ENUM_CONSTANT -> "constant";
      case FIELD ->
          isNotebooks(element) ? "instance" : isConstant(element) ? "constant" : "property";
      case RECORD_COMPONENT -> "property";
      case PARAMETER -> "param";
      case PACKAGE, MODULE -> "module";
      case TYPE_PARAMETER -> "class";
      default -> LOCALS.contains(kind) ? "instance" : "property";
    };
  }

  private static boolean isConstant(Element element) {
    return element.getModifiers().containsAll(Set.of(Modifier.STATIC, Modifier.FINAL));
  }

  /// Whether it is a variable or method of the notebook, which JShell makes a static member.
  static boolean isNotebooks(Element element) {
    return element.getEnclosingElement() instanceof TypeElement owner
        && owner.getQualifiedName().toString().startsWith("REPL.$")
        && owner.getEnclosingElement().getKind() == ElementKind.PACKAGE;
  }

  /// Parameters and result of a method, the type of a variable, the name of a type; as seen from a
  /// type whose arguments are known.
  ///
  /// @param site the type that it is a member of, or null
  static String signature(Element element, TypeMirror site, Types types) {
    TypeMirror type = element.asType();
    if (site instanceof DeclaredType declared
        && !element.getModifiers().contains(Modifier.STATIC)) {
      try {
        type = types.asMemberOf(declared, element);
      } catch (IllegalArgumentException e) {
        // It is no member of the type: one of an array's, or of a class around it.
        type = element.asType();
      }
    }
    return switch (element) {
      case ExecutableElement method -> {
        List<? extends TypeMirror> parameters = ((ExecutableType) type).getParameterTypes();
        String result =
            method.getKind() == ElementKind.CONSTRUCTOR
                ? ""
                : ": " + text(((ExecutableType) type).getReturnType());
        yield "(" + parameters(method, parameters) + ")" + result;
      }
      case TypeElement declared ->
          declared.getQualifiedName().toString().isEmpty() ? "" : name(declared);
      case VariableElement _ -> text(type);
      default -> "";
    };
  }

  private static String parameters(ExecutableElement method, List<? extends TypeMirror> types) {
    List<String> all = new ArrayList<>();
    List<? extends VariableElement> parameters = method.getParameters();
    for (int i = 0; i < types.size(); i++) {
      boolean rest = method.isVarArgs() && i == types.size() - 1;
      String type =
          rest && types.get(i) instanceof ArrayType array
              ? text(array.getComponentType()) + "..."
              : text(types.get(i));
      String name = parameters.get(i).getSimpleName().toString();
      all.add(name.matches("arg\\d+") ? type : type + " " + name);
    }
    return String.join(", ", all);
  }

  /// A type with the simple names of its classes.
  static String text(TypeMirror type) {
    return type.getKind() == TypeKind.NONE ? "" : simple(type.toString());
  }

  /// Text with simple names in place of qualified ones.
  static String simple(String text) {
    return QUALIFIER.matcher(text).replaceAll("").replace(",", ", ").replace(",  ", ", ");
  }

  private static String name(TypeElement type) {
    String qualified = type.getQualifiedName().toString();
    return (qualified.startsWith("REPL.") ? simple(qualified) : qualified)
        + typeParameters(type.getTypeParameters());
  }

  private static String typeParameters(List<? extends TypeParameterElement> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.stream()
            .map(Declarations::typeParameter)
            .collect(Collectors.joining(", ", "<", ">"));
  }

  private static String typeParameter(TypeParameterElement parameter) {
    String bounds =
        parameter.getBounds().stream()
            .map(Declarations::text)
            .filter(bound -> !bound.equals("Object"))
            .collect(Collectors.joining(" & "));
    return parameter.getSimpleName() + (bounds.isEmpty() ? "" : " extends " + bounds);
  }

  /// The whole declaration, as it would stand in source, with the class it belongs to.
  static String header(Element element) {
    return switch (element) {
      case TypeElement type -> type(type);
      case ExecutableElement method -> method(method);
      case VariableElement variable -> variable(variable);
      case TypeParameterElement parameter -> typeParameter(parameter);
      default -> element.toString();
    };
  }

  private static String type(TypeElement type) {
    StringBuilder text =
        new StringBuilder(modifiers(type, Set.of(Modifier.ABSTRACT, Modifier.SEALED)));
    text.append(
        switch (type.getKind()) {
          case ANNOTATION_TYPE -> "@interface ";
          default -> type.getKind().name().toLowerCase(java.util.Locale.ROOT) + " ";
        });
    text.append(name(type));
    if (type.getKind() == ElementKind.RECORD) {
      text.append(
          type.getRecordComponents().stream()
              .map((RecordComponentElement c) -> text(c.asType()) + " " + c.getSimpleName())
              .collect(Collectors.joining(", ", "(", ")")));
    }
    String parent = text(type.getSuperclass());
    if (type.getKind() == ElementKind.CLASS && !parent.isEmpty() && !parent.equals("Object")) {
      text.append(" extends ").append(parent);
    }
    if (!type.getInterfaces().isEmpty() && type.getKind() != ElementKind.ANNOTATION_TYPE) {
      text.append(type.getKind() == ElementKind.INTERFACE ? " extends " : " implements ");
      text.append(
          type.getInterfaces().stream().map(Declarations::text).collect(Collectors.joining(", ")));
    }
    return text.toString();
  }

  private static String method(ExecutableElement method) {
    TypeElement owner = (TypeElement) method.getEnclosingElement();
    List<TypeMirror> types = new ArrayList<>();
    method.getParameters().forEach(p -> types.add(p.asType()));
    StringBuilder text = new StringBuilder();
    if (method.getKind() == ElementKind.CONSTRUCTOR) {
      text.append(owner.getSimpleName()).append(typeArguments(owner));
    } else {
      if (!isNotebooks(method)) {
        text.append(modifiers(method, Set.of(Modifier.STATIC, Modifier.DEFAULT)));
      }
      String own = typeParameters(method.getTypeParameters());
      text.append(own).append(own.isEmpty() ? "" : " ");
      text.append(text(method.getReturnType())).append(' ').append(owner(method));
      text.append(method.getSimpleName());
    }
    text.append('(').append(parameters(method, types)).append(')');
    if (!method.getThrownTypes().isEmpty()) {
      text.append(" throws ")
          .append(
              method.getThrownTypes().stream()
                  .map(Declarations::text)
                  .collect(Collectors.joining(", ")));
    }
    return text.toString();
  }

  private static String variable(VariableElement variable) {
    String value =
        variable.getConstantValue() == null || isNotebooks(variable)
            ? ""
            : " = " + shown(variable.getConstantValue());
    String modifiers =
        variable.getKind() == ElementKind.FIELD && !isNotebooks(variable)
            ? modifiers(variable, Set.of(Modifier.STATIC, Modifier.FINAL))
            : "";
    return modifiers
        + text(variable.asType())
        + " "
        + owner(variable)
        + variable.getSimpleName()
        + value;
  }

  private static String shown(Object constant) {
    return constant instanceof String text
        ? '"' + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + '"'
        : String.valueOf(constant);
  }

  private static String owner(Element member) {
    return member.getEnclosingElement() instanceof TypeElement owner
            && !isNotebooks(member)
            && !owner.getSimpleName().isEmpty()
            && !owner.getSimpleName().toString().startsWith("$")
        ? owner.getSimpleName() + typeArguments(owner) + "."
        : "";
  }

  private static String typeArguments(TypeElement type) {
    return type.getTypeParameters().isEmpty()
        ? ""
        : type.getTypeParameters().stream()
            .map(p -> p.getSimpleName().toString())
            .collect(Collectors.joining(", ", "<", ">"));
  }

  private static String modifiers(Element element, Set<Modifier> shown) {
    boolean quiet = element.getKind().isInterface();
    return element.getModifiers().stream()
        .filter(m -> shown.contains(m) && !(quiet && m == Modifier.ABSTRACT))
        .map(m -> m + " ")
        .collect(Collectors.joining());
  }
}
