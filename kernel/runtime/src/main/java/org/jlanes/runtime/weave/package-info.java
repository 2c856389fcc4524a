/// The class-file pass over user code and the hooks that woven code calls. Visible to user code at
/// run time only; not part of the public API.
///
/// ```java
/// byte[] compiled = Files.readAllBytes(Path.of("Cell.class"));
/// byte[] woven = Weaver.weave(compiled);          // a class of the notebook
/// byte[] library = Weaver.weaveLibrary(compiled);   // a class of a jar that the user added
/// ```
package org.jlanes.runtime.weave;
