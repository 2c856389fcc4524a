/// The lanes as a library: threads, virtual threads, worker processes and native code. Usable
/// without a kernel. This package is the public interface; the packages below it are not.
package org.jlanes.lanes;
