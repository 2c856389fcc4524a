package org.jlanes.lanes.process;

import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.stream.Stream;
import org.jlanes.lanes.Attached;
import org.jlanes.runtime.envelope.Attachments;
import org.jlanes.runtime.envelope.Envelope.Attachment;

/// Finds what a class file says it needs beside itself: the bytes named by its [Attached] mark.
final class AttachedBytes {
  private static final ClassDesc MARK = ClassDesc.ofDescriptor(Attached.class.descriptorString());

  private AttachedBytes() {}

  /// The attachments of a class, in the order in which it names them. One that this process does
  /// not have is left out: whoever needs it in the worker says so.
  static List<Attachment> of(byte[] classFile) {
    return ClassFile.of()
        .parse(classFile)
        .findAttribute(Attributes.runtimeInvisibleAnnotations())
        .stream()
        .flatMap(attribute -> attribute.annotations().stream())
        .filter(annotation -> annotation.classSymbol().equals(MARK))
        .flatMap(AttachedBytes::digests)
        .flatMap(digest -> Attachments.find(digest).map(b -> new Attachment(digest, b)).stream())
        .toList();
  }

  private static Stream<String> digests(Annotation mark) {
    return mark.elements().stream()
        .map(element -> element.value())
        .flatMap(value ->
            value instanceof AnnotationValue.OfArray array
                ? array.values().stream()
                : Stream.of(value))
        .map(value -> ((AnnotationValue.OfString) value).stringValue());
  }
}
