/// The `%%native` magic: compiles a cell with `org.jlanes.lanes.nativecode` and declares what came
/// out in the notebook.
///
/// Internal: notebooks use the magic by its name. C is parsed and compiled elsewhere.
package org.jlanes.magics.nativecode;
