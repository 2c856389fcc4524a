package org.jlanes.runtime.weave;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Makes a lambda again from its serialized form; called by the woven `$deserializeLambda$`. As the
/// compiler's own does, it makes one class for each lambda of the capturing class, however often
/// that is sent: a worker meets the same body in run after run. Any thread may call it.
///
/// The lookup must come from the capturing class itself: one made with `privateLookupIn` lacks the
/// ORIGINAL access that `LambdaMetafactory` asks for.
public final class LambdaSpec {
  /// What makes the lambdas of a capturing class, for as long as that lives.
  private static final ClassValue<Map<String, MethodHandle>> FACTORIES =
      new ClassValue<>() {
        @Override
        protected Map<String, MethodHandle> computeValue(Class<?> capturing) {
          return new ConcurrentHashMap<>();
        }
      };

  private LambdaSpec() {}

  /// The lambda that `form` describes.
  ///
  /// @param lookup the capturing class's own full-power lookup
  /// @throws Throwable if the class no longer has the lambda's body
  public static Object rebuild(SerializedLambda form, MethodHandles.Lookup lookup)
      throws Throwable {
    Map<String, MethodHandle> factories = FACTORIES.get(lookup.lookupClass());
    String key = key(form);
    MethodHandle factory = factories.get(key);
    if (factory == null) {
      factory = factory(form, lookup);
      factories.put(key, factory);
    }
    int count = form.getCapturedArgCount();
    if (count == 0) {
      // Without the code that the JDK makes at the first call with arguments in an array.
      return (Object) factory.invoke();
    }
    Object[] captured = new Object[count];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = form.getCapturedArg(i);
    }
    return factory.invokeWithArguments(captured);
  }

  /// All that makes one lambda another than its neighbours.
  private static String key(SerializedLambda form) {
    return String.join(
        " ",
        form.getImplClass(),
        form.getImplMethodName(),
        form.getImplMethodSignature(),
        MethodHandleInfo.referenceKindToString(form.getImplMethodKind()),
        form.getFunctionalInterfaceClass(),
        form.getFunctionalInterfaceMethodName(),
        form.getFunctionalInterfaceMethodSignature(),
        form.getInstantiatedMethodType(),
        Integer.toString(form.getCapturedArgCount()));
  }

  private static MethodHandle factory(SerializedLambda form, MethodHandles.Lookup lookup)
      throws Throwable {
    Class<?> capturing = lookup.lookupClass();
    ClassLoader loader = capturing.getClassLoader();
    Class<?> function = named(form.getFunctionalInterfaceClass(), loader);
    MethodHandle body = body(form, lookup, loader);
    int captured = form.getCapturedArgCount();
    MethodType factory =
        MethodType.methodType(function, body.type().parameterList().subList(0, captured));
    return LambdaMetafactory.altMetafactory(
            lookup,
            form.getFunctionalInterfaceMethodName(),
            factory,
            type(form.getFunctionalInterfaceMethodSignature(), loader),
            body,
            type(form.getInstantiatedMethodType(), loader),
            LambdaMetafactory.FLAG_SERIALIZABLE)
        .getTarget();
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
