/// What `%maven` asks for artifacts: Maven's own resolver, put together by MIMA, so that
/// `settings.xml`, mirrors, proxies, logins and the local repository mean what they mean to `mvn`.
///
/// These classes and their libraries lie in the folder `maven/` of the distribution, and the magic
/// loads them with a class loader of their own, whose parent knows the JDK only. So they hide
/// nothing of the user's, and cost nothing where `%maven` is not used. What goes to and fro is made
/// of the JDK's types: [Resolving] is the only door.
///
/// ```java
/// BiFunction<Map<String, Object>, Consumer<Map<String, Object>>, Future<Map<String, Object>>> door =
///     new Resolving();
/// Map<String, Object> answer =
///     door.apply(
///             Map.of(
///                 "artifacts", List.of("com.google.code.gson:gson:jar::2.15.0"),
///                 "repositories", Map.of(),
///                 "offline", false,
///                 "home", Path.of(System.getProperty("user.home")),
///                 "environment", System.getenv()),
///             transfer -> {})
///         .get();
/// ```
package org.jlanes.maven;
