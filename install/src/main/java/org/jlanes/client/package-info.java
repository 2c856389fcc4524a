/// A Jupyter client: it speaks ZeroMQ to a kernel, for headless runs and for the tests.
package org.jlanes.client;
