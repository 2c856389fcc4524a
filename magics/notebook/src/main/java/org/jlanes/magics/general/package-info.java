/// The general magics: help, timing, class path, scripts, files, environment.
///
/// Each is a [org.jlanes.runtime.magic.Magic] named in `META-INF/services`; a jar can bring more.
package org.jlanes.magics.general;
