/// C from a notebook cell, compiled and called over JNI. Knows nothing of notebooks: the magic that
/// feeds it is in `org.jlanes.magics`.
///
/// ```java
/// NativeSource source = NativeSource.parse("double twice(double x) { return 2 * x; }", 1);
/// Toolchain toolchain = Toolchain.find(System.getenv("PATH"));
/// CompiledLibrary library = new NativeCompiler(toolchain, LibraryCache.ofUser()).compile(source, CompileOptions.DEFAULT, null);
/// String java = HolderSource.of("Native_1", source.functions(), library);
/// ```
///
/// The Java text declares a class with `native` methods. Its static initializer calls
/// [org.jlanes.lanes.NativeRuntime#bind], which loads the library; the library's `JNI_OnLoad` binds
/// the methods with `RegisterNatives`. So the class may be defined by any loader in any process
/// that has the library among its attachments: the kernel, a test, and a worker, to which the
/// library goes together with the class ([org.jlanes.lanes.Attached]).
package org.jlanes.lanes.nativecode;
