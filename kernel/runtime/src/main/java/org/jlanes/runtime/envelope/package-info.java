/// What travels between a kernel and its worker processes: frames, the envelope of a run, and the
/// object streams inside them.
///
/// An [org.jlanes.runtime.envelope.Envelope] says everything a worker needs to run a body: classes,
/// jars, captured variables and the entry object. It names nothing of the machine it was made on
/// except, as a hint, where a jar was found; a worker elsewhere asks for what it lacks.
///
/// ```java
/// Payload bytes = ObjectWriter.write(new double[1_000_000]);
/// Object copy = ObjectReader.read(bytes, ClassLoader.getSystemClassLoader());
/// ```
package org.jlanes.runtime.envelope;
