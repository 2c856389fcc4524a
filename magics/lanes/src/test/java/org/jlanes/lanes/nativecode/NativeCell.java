package org.jlanes.lanes.nativecode;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// C compiled with the machine's compiler, loaded into this process, and called through the
/// generated `Native` class, as a notebook does it.
///
/// @param type the class `Native`
record NativeCell(Class<?> type) {
  /// Uses the real cache of the user: that is where the generated class looks.
  static NativeCell of(String... cells) throws Exception {
    NativeCompiler compiler =
        new NativeCompiler(Toolchain.find(System.getenv("PATH")), LibraryCache.ofUser());
    Map<String, FacadeSource.Bound> functions = new LinkedHashMap<>();
    Map<String, String> sources = new LinkedHashMap<>();
    for (String c : cells) {
      NativeSource source = NativeSource.parse(c, 2);
      CompiledLibrary library = compiler.compile(source, CompileOptions.DEFAULT, null);
      String holder = "Native_" + sources.size();
      sources.put(holder, HolderSource.of(holder, source.functions(), library));
      source
          .functions()
          .forEach(f -> functions.put(f.name(), new FacadeSource.Bound(f, holder, false)));
    }
    sources.put("Native", FacadeSource.of("Native", functions));
    return new NativeCell(JavaText.load(sources).loadClass("Native"));
  }

  /// Calls the overload that takes these arguments.
  Object call(String name, Object... arguments) throws Throwable {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && takes(method, arguments)) {
        try {
          return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        }
      }
    }
    throw new AssertionError(name + " does not take " + Arrays.deepToString(arguments));
  }

  private static boolean takes(Method method, Object[] arguments) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      Object argument = arguments[i];
      boolean fits =
          types[i].isPrimitive()
              ? argument != null
                  && types[i]
                      .descriptorString()
                      .equals(
                          java.lang.invoke.MethodType.methodType(argument.getClass())
                              .unwrap()
                              .returnType()
                              .descriptorString())
              : argument == null || types[i].isInstance(argument);
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
