/// The five channels of a kernel over ZeroMQ. This is the only package of the kernel that knows
/// ZeroMQ.
///
/// Each socket is owned by one thread ([SocketThread]) that waits for it and for messages to send;
/// other threads hand messages over and never touch the socket. Nothing that arrives ends a thread:
/// what is no message for us is logged and dropped.
///
/// ```java
/// import com.google.gson.JsonObject;
/// import org.jlanes.wire.*;
///
/// Author author = new Author("kernel");
/// ConnectionFile connection = ConnectionFile.read(Path.of("kernel-1.json"));
/// try (KernelChannels channels = new KernelChannels(connection, author)) {
///   channels.open(
///       new Receivers(
///           request -> channels.shell().send(author.message("reply", request.header(), new JsonObject())),
///           request -> {},
///           input -> {}));
///   channels.iopub().publish(author.message("status", new JsonObject(), new JsonObject()));
/// }
/// ```
///
/// @see <a href="https://jupyter.org/enhancement-proposals/65-jupyter-xpub/jupyter-xpub.html">JEP
///   65, the welcome message of iopub</a>
package org.jlanes.channels;
