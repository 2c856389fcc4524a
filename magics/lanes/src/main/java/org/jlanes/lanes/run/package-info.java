/// How a run is driven, the same for every lane: items are pulled from the source with a bound on
/// those in flight, failures, retries, timeouts and interrupts are handled, outcomes are collected.
/// The lanes differ only in their [Backend].
package org.jlanes.lanes.run;
