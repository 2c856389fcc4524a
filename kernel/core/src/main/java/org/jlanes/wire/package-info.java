/// The Jupyter wire protocol without sockets: messages, their frames and signatures, and the files
/// with which kernels are started. Knows nothing of Java code, cells or ZeroMQ.
///
/// ```java
/// import com.google.gson.JsonObject;
///
/// ConnectionFile connection = ConnectionFile.read(Path.of("kernel-1.json"));
/// Codec codec = Codec.of(connection);
/// Author author = new Author("kernel");
/// JsonObject parent = new JsonObject();             // the header of the request, if there is one
/// List<byte[]> frames = codec.encode(author.message("status", parent, new JsonObject()));
/// Message received = codec.decode(frames);          // throws BadMessageException
/// ```
///
/// @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">Messaging in
///   Jupyter</a>
package org.jlanes.wire;
