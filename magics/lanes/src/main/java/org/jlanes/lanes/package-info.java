/// The lanes as a library: threads, virtual threads, worker processes and native code. Usable
/// without a kernel. This package is the public interface; the packages below it are not.
///
/// ```java
/// LaneRun<Long> run = Lanes.threads(4).map(List.of(10, 20, 30), n -> (long) n * n);
/// List<Long> squares = run.values();            // in the order of the input
/// System.out.println(run.report());             // where the time went
/// ```
///
/// Where results are wanted while others are still being computed, a lane gives a stream of them
/// ([LaneStreams]); for single tasks it is an `ExecutorService`:
///
/// ```java
/// int first = Lanes.virtual().stream(List.of(1, 2, 3), n -> n * n).findFirst().orElseThrow();
/// try (Lane lane = Lanes.threads(2)) {
///   int sum = lane.submit(() -> 40 + 2).thenApply(n -> n + first).join();
/// }
/// ```
///
/// A run ends early with a [LaneFailure] when an item fails, unless the lane was told to
/// [Lane#keepGoing]. What had been computed is kept in [Lanes#last].
package org.jlanes.lanes;
