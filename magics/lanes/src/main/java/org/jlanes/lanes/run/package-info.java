/// How a run is driven, the same for every lane: items are pulled from the source with a bound on
/// those in flight, failures, retries, timeouts and interrupts are handled, outcomes are collected.
/// The lanes differ only in their [Backend].
///
/// A lane is brought by a provider that `META-INF/services/org.jlanes.lanes.run.LaneProvider`
/// names:
///
/// ```java
/// public final class MyLane implements LaneProvider {
///   public String name() { return "mine"; }
///   public Backend create() { return new SequentialBackend(); }
/// }
/// ```
///
/// The lanes' own classes are elsewhere: those for users in `org.jlanes.lanes`, worker processes in
/// `org.jlanes.lanes.process`.
package org.jlanes.lanes.run;
