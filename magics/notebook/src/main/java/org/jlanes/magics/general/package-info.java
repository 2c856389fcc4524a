/// The general magics: help, timing, scripts, files, environment.
///
/// Each is a [org.jlanes.runtime.magic.Magic] named in `META-INF/services`; a jar can bring more.
///
/// Internal: notebooks use the magics by their names. Those of the lanes are in
/// `org.jlanes.magics.lane`.
package org.jlanes.magics.general;
