/// The magics: those of the lanes, and the general ones.
///
/// Internal: the magics are named in `META-INF/services` and found there. Their contract is in
/// `org.jlanes.runtime.magic`.
package org.jlanes.magics;
