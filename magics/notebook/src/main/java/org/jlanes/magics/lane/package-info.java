/// The lane magics: `%%sequential`, `%%threads`, `%%virtual` and `%%processes`. The header and the
/// body become one Java expression ([LaneSource]), the engine compiles it, the library of the lanes
/// runs it, and the results become a notebook variable.
///
/// Internal: notebooks use the magics by their names, Java code the library in `org.jlanes.lanes`.
/// How items run is not decided here.
package org.jlanes.magics.lane;
