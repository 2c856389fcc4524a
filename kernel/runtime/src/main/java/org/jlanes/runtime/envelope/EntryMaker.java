package org.jlanes.runtime.envelope;

/// Makes what a worker calls of a lambda that came alone ([PlainLambda#body]). The class is on the
/// worker's class path, public, and has a public constructor without parameters.
@FunctionalInterface
public interface EntryMaker {
  /// What calls the lambda.
  Entry entry(Object lambda);
}
