/// What runs in a worker JVM. Small, so that it starts fast; it knows the runtime and nothing else.
package org.jlanes.worker;
