/// The `%%native` magic: compiles a cell with `org.jlanes.lanes.nativecode` and declares what came
/// out in the notebook.
package org.jlanes.magics.nativecode;
