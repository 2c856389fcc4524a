package org.jlanes.lanes.process;

import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.util.List;

/// Hashes what libraries see of a class by reflection, such as those that write JSON: annotations
/// and generic types, with the names of [KeyNames]. For one thread.
///
/// @param names the names
/// @param hash gets it
record KeyAttributes(KeyNames names, KeyHash hash) {
  /// Adds what a class, a field or a method has.
  void add(AttributedElement element) {
    hash.text(
        element
            .findAttribute(Attributes.signature())
            .map(s -> names.descriptor(s.signature().stringValue()))
            .orElse(""));
    annotations(
        element
            .findAttribute(Attributes.runtimeVisibleAnnotations())
            .map(a -> a.annotations())
            .orElse(List.of()));
  }

  private void annotations(List<Annotation> annotations) {
    hash.number(annotations.size());
    annotations.forEach(this::annotation);
  }

  private void annotation(Annotation annotation) {
    hash.text(names.descriptor(annotation.className().stringValue()));
    hash.number(annotation.elements().size());
    for (AnnotationElement element : annotation.elements()) {
      hash.text(element.name().stringValue());
      value(element.value());
    }
  }

  private void value(AnnotationValue value) {
    hash.number(value.tag());
    switch (value) {
      case AnnotationValue.OfConstant c -> hash.text(String.valueOf(c.resolvedValue()));
      case AnnotationValue.OfEnum e ->
          hash.text(names.descriptor(e.className().stringValue()))
              .text(e.constantName().stringValue());
      case AnnotationValue.OfClass c -> hash.text(names.descriptor(c.className().stringValue()));
      case AnnotationValue.OfAnnotation a -> annotation(a.annotation());
      case AnnotationValue.OfArray a -> {
        hash.number(a.values().size());
        a.values().forEach(this::value);
      }
    }
  }
}
