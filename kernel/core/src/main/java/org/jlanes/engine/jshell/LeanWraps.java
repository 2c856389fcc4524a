package org.jlanes.engine.jshell;

import java.lang.System.Logger.Level;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/// Shortens what JShell keeps of the text of each snippet's class. That begins with the imports of
/// all names there are, twice, so that a thousand variables kept fifty megabytes of imports which
/// nobody reads again: when a snippet is compiled anew its text is made anew.
///
/// Reaches into JShell as [DeadSnippets] does; where it is not as expected, texts stay long. For
/// the engine thread that has the turn.
final class LeanWraps {
  private static final System.Logger LOG = System.getLogger(LeanWraps.class.getName());

  private Fields fields;

  LeanWraps() {
    try {
      fields = Fields.find();
    } catch (ReflectiveOperationException | RuntimeException e) {
      giveUp(e);
    }
  }

  /// @param outer a snippet's class
  /// @param wrap the pieces that its text is made of
  /// @param pieces texts and wraps
  /// @param compound makes a wrap of pieces
  private record Fields(Field outer, Field wrap, Field pieces, Constructor<?> compound) {
    static Fields find() throws ReflectiveOperationException {
      ClassLoader loader = JShell.class.getClassLoader();
      Class<?> compound = Class.forName("jdk.jshell.Wrap$CompoundWrap", false, loader);
      Constructor<?> made = compound.getDeclaredConstructor(Object[].class);
      made.setAccessible(true);
      return new Fields(
          opened(Snippet.class, "outer"),
          opened(Class.forName("jdk.jshell.OuterWrap", false, loader), "w"),
          opened(compound, "os"),
          made);
    }

    private static Field opened(Class<?> owner, String name) throws NoSuchFieldException {
      Field field = owner.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    }
  }

  /// Leaves out of a snippet's text the imports that it does not need.
  ///
  /// @param text the text as it is
  void shorten(Snippet snippet, String text) {
    if (fields == null) {
      return;
    }
    try {
      Object outer = fields.outer.get(snippet);
      Object wrap = outer == null ? null : fields.wrap.get(outer);
      if (!fields.compound.getDeclaringClass().isInstance(wrap)) {
        return;
      }
      Object[] pieces = ((Object[]) fields.pieces.get(wrap)).clone();
      if (pieces[0] instanceof String imports && text.startsWith(imports)) {
        String needed =
            ShellTasks.mentioned(imports, ShellTasks.names(text.substring(imports.length())));
        if (needed.length() < imports.length()) {
          pieces[0] = needed;
          fields.wrap.set(outer, fields.compound.newInstance((Object) pieces));
        }
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      giveUp(e);
    }
  }

  private void giveUp(Exception e) {
    fields = null;
    LOG.log(
        Level.WARNING,
        "JShell's snippets are not as expected in this JDK: each variable will take more memory",
        e);
  }
}
