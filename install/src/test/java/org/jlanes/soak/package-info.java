/// A soak and a bench for Jupyter kernels: `install/bench/soak` and `install/bench/output`. They
/// measure any kernel for whose language there is a [org.jlanes.soak.Dialect], and are no tests:
/// the build only compiles them, and tests that they can find what they look for.
package org.jlanes.soak;
