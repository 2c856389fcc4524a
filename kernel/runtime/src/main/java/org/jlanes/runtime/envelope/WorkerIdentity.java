package org.jlanes.runtime.envelope;

/// Which worker process this is. A service of every scope in a worker, and of no scope elsewhere.
///
/// @param number the worker's place in the run, from 0
/// @param workers how many workers the run has
/// @param pid its process id
public record WorkerIdentity(int number, int workers, long pid) {}
