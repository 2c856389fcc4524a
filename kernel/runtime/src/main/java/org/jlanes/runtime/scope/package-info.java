/// Scopes: what a running cell owns, and how its threads are found and stopped.
///
/// ```java
/// Scope cell = Scope.current();               // the scope of the calling thread, or null
/// Runnable bound = cell.bind(() -> System.out.println("belongs to that cell"));
/// new Thread(bound).start();
/// ```
package org.jlanes.runtime.scope;
