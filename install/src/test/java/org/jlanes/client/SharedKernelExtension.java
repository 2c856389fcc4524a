package org.jlanes.client;

import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// Starts and ends the kernel in a field that is marked with [SharedKernel]. JUnit calls it on the
/// thread that runs the class.
final class SharedKernelExtension implements BeforeAllCallback, AfterAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    for (Field field : marked(context)) {
      field.set(null, KernelSession.start());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    for (Field field : marked(context)) {
      KernelSession kernel = (KernelSession) field.get(null);
      // It did not start, and the failure has been told.
      if (kernel != null) {
        kernel.close();
      }
    }
  }

  private static List<Field> marked(ExtensionContext context) {
    List<Field> marked =
        AnnotationSupport.findAnnotatedFields(context.getRequiredTestClass(), SharedKernel.class);
    marked.forEach(field -> field.setAccessible(true));
    return marked;
  }
}
