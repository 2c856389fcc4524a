/// The magics that put jars on the notebook's class path: `%jars` and `%maven`.
///
/// Maven's resolver is not here but in the folder `maven/` of the distribution, loaded by
/// [MavenLibrary] when it is first needed. Its request and answer are described at
/// `org.jlanes.maven.Resolving`.
///
/// Internal: notebooks use the magics by their names.
package org.jlanes.magics.jars;
