/// The lanes as a library: threads, virtual threads, worker processes and native code. Usable
/// without a kernel. This package is the public interface; the packages below it are not.
///
/// ```java
/// LaneRun<Long> run = Lanes.threads(4).map(List.of(10, 20, 30), n -> (long) n * n);
/// List<Long> squares = run.values();            // in the order of the input
/// System.out.println(run.report());             // where the time went
/// ```
///
/// A run ends early with a [LaneFailure] when an item fails, unless the lane was told to
/// [Lane#keepGoing]. What had been computed is kept in [Lanes#last].
package org.jlanes.lanes;
