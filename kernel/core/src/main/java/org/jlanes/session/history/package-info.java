/// What was run, in this session and in those before it.
///
/// A session's cells stand in a file of their own, one JSON object on each line, in a folder that
/// all kernels of a user share. A plain file rather than a database: nothing is asked of it but to
/// append and to read from the end, a file that was cut off by a crash loses its last line and no
/// other, a person can read and delete it, and SQLite would add 13 MB of native libraries to a
/// kernel of a few.
///
/// ```java
/// try (History history = Histories.open(System.getenv(), System.getProperty("user.home"))) {
///   history.input(1, "1 + 1");
///   history.output(1, "2");
///   history.tail(1); // one entry
/// }
/// ```
package org.jlanes.session.history;
