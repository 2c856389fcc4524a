package org.jlanes.lanes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a class that needs bytes beside its class file, such as a compiled library: they are sent
/// along when the class is sent to a worker process. Public because generated code lives in the
/// notebook; not meant to be written by hand.
///
/// Read from the class file, never at run time, so that the marked class can be defined where this
/// one is not.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Attached {
  /// Digests of the bytes, as [org.jlanes.runtime.envelope.Attachments] knows them.
  String[] value();
}
