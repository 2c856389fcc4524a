/// The magics: those of the lanes, and the general ones.
package org.jlanes.magics;
