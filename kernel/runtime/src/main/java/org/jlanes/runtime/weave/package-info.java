/// The class-file pass over user code and the hooks that woven code calls. Visible to user code at
/// run time only; not part of the public API.
package org.jlanes.runtime.weave;
