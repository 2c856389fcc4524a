package org.jlanes.runtime.weave;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;

/// Makes a lambda again from its serialized form; called by the woven `$deserializeLambda$`.
///
/// The lookup must come from the capturing class itself: one made with `privateLookupIn` lacks the
/// ORIGINAL access that `LambdaMetafactory` asks for.
public final class LambdaSpec {
  private LambdaSpec() {}

  /// The lambda that `form` describes.
  ///
  /// @param lookup the capturing class's own full-power lookup
  /// @throws Throwable if the class no longer has the lambda's body
  public static Object rebuild(SerializedLambda form, MethodHandles.Lookup lookup)
      throws Throwable {
    ClassLoader loader = lookup.lookupClass().getClassLoader();
    Class<?> function = named(form.getFunctionalInterfaceClass(), loader);
    MethodHandle body = body(form, lookup, loader);
    Object[] captured = new Object[form.getCapturedArgCount()];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = form.getCapturedArg(i);
    }
    MethodType factory =
        MethodType.methodType(function, body.type().parameterList().subList(0, captured.length));
    return LambdaMetafactory.altMetafactory(
            lookup,
            form.getFunctionalInterfaceMethodName(),
            factory,
            type(form.getFunctionalInterfaceMethodSignature(), loader),
            body,
            type(form.getInstantiatedMethodType(), loader),
            LambdaMetafactory.FLAG_SERIALIZABLE)
        .getTarget()
        .invokeWithArguments(captured);
  }

  private static MethodHandle body(
      SerializedLambda form, MethodHandles.Lookup lookup, ClassLoader loader)
      throws ReflectiveOperationException {
    Class<?> owner = named(form.getImplClass(), loader);
    String name = form.getImplMethodName();
    MethodType type = type(form.getImplMethodSignature(), loader);
    return switch (form.getImplMethodKind()) {
      case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, name, type);
      case MethodHandleInfo.REF_newInvokeSpecial -> lookup.findConstructor(owner, type);
      case MethodHandleInfo.REF_invokeSpecial -> lookup.findSpecial(owner, name, type, owner);
      default -> lookup.findVirtual(owner, name, type);
    };
  }

  private static Class<?> named(String internalName, ClassLoader loader)
      throws ClassNotFoundException {
    return Class.forName(internalName.replace('/', '.'), false, loader);
  }

  private static MethodType type(String descriptor, ClassLoader loader) {
    return MethodType.fromMethodDescriptorString(descriptor, loader);
  }
}
