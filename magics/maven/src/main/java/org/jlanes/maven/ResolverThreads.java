package org.jlanes.maven;

import java.util.concurrent.ThreadFactory;

/// The threads that the resolver runs on. They are virtual, because an interrupt closes the socket
/// that a virtual thread waits for, and does nothing to a platform thread that does; and they
/// inherit nothing, so that they belong to no cell.
final class ResolverThreads {
  private static final ThreadFactory PLAIN =
      Thread.ofVirtual().name("jlanes-maven-", 0).inheritInheritableThreadLocals(false).factory();

  /// Makes them with this module's class loader as context, in which libraries look for services.
  static final ThreadFactory FACTORY =
      task -> {
        Thread thread = PLAIN.newThread(task);
        thread.setContextClassLoader(ResolverThreads.class.getClassLoader());
        return thread;
      };

  private ResolverThreads() {}
}
