/// What lanes and magics may ask of the engine that runs cells, whatever engine that is.
///
/// Nothing here names JShell: another engine may come behind these interfaces.
package org.jlanes.runtime.engine;
