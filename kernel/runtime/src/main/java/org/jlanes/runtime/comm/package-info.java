/// Comms: a line between code in the notebook and code in the front end, such as a widget, over
/// which both sides send data and raw bytes at any time.
///
/// ```java
/// Comms.register("echo", (comm, opening) ->
///     comm.onMessage(message -> comm.send(Map.of("echo", message.data()))));
///
/// Comm comm = Comms.open("my-widget", Map.of("title", "Prices"));
/// comm.onMessage(message -> System.out.println(message.data().get("clicked")));
/// comm.send(CommMessage.of(Map.of("dtype", "float64")).withBuffer(new byte[] {1, 2, 3}));
/// ```
///
/// Targets and open comms outlive the cell that made them. Handlers run like cells: one after the
/// other, when no cell runs, and what they print belongs to the message that they handle.
///
/// @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages">
///   Custom messages</a>
package org.jlanes.runtime.comm;
