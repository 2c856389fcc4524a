package org.jlanes.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Marks the static field for a kernel that all tests of a class use, because starting one for each
/// would take most of their time. It is started before the class's `@BeforeAll` and ended after its
/// `@AfterAll`; if it has sent a malformed message, the class fails.
///
/// ```java
/// @SharedKernel private static KernelSession kernel;
/// ```
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedKernelExtension.class)
public @interface SharedKernel {}
