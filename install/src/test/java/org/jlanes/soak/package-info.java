/// A soak and benches for Jupyter kernels: `install/bench/soak`, `install/bench/output` and
/// `install/bench/cells`. They measure any kernel for whose language there is a
/// [org.jlanes.soak.Dialect], and are no tests: the build only compiles them, and tests that they
/// can find what they look for.
package org.jlanes.soak;
