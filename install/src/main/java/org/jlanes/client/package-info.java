/// A Jupyter client: it starts a kernel process, speaks ZeroMQ to it, runs code and hands over what
/// comes back. For headless runs of notebooks and for the tests; it works with any kernel.
///
/// ```java
/// KernelCommand command = KernelCommand.ofJar(Path.of("jlanes-kernel.jar"));
/// try (KernelProcess kernel = KernelProcess.start(command, Path.of("."))) {
///   KernelClient client = kernel.client();
///   client.awaitReady(Duration.ofSeconds(60));
///   ExecuteResult result = client.execute("6 * 7", ExecuteOptions.DEFAULT, output -> {
///     switch (output) {
///       case Output.Stream stream -> System.out.print(stream.text());
///       case Output.Result shown -> System.out.println(shown.data());
///       default -> {}
///     }
///   });
///   System.out.println(result.succeeded());
/// }                                  // shuts the kernel down, kills it if it must
/// ```
///
/// Listeners are called on the client's iopub thread, in the order of the messages; when `execute`
/// returns, every output up to the cell's idle status has been handed over.
package org.jlanes.client;
