package org.jlanes.assist;

import com.sun.source.util.TreePath;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;

/// A name in analysed code that means nothing. Used within one analysis.
///
/// @param path what stands there
/// @param role what it is used as
/// @param name the name alone
/// @param start where the name stands in the text that was analysed
/// @param site the type whose member it should be, or null
/// @param owner what stands before the dot, if that is a name; or null
/// @param arguments how many type arguments follow, -1 if it has none, 0 for `<>`
/// @param member what is asked of it behind a dot; empty if nothing is
record UnknownTree(
    TreePath path,
    Role role,
    String name,
    int start,
    TypeMirror site,
    Element owner,
    int arguments,
    String member) {
  /// What a name is used as.
  enum Role {
    /// A type.
    TYPE,
    /// A type in `new`.
    MADE,
    /// An annotation's type.
    ANNOTATION,
    /// A variable.
    VARIABLE,
    /// What stands before a dot: a variable, a type or a package.
    QUALIFIER,
    /// A method of the code around it.
    METHOD,
    /// The label of a case in a switch over an enum, which is the site.
    CONSTANT,
    /// A variable or type of the site.
    MEMBER,
    /// A method of the site.
    MEMBER_METHOD,
    /// A method of the site in a method reference.
    REFERENCE,
    /// A type with its package, or a package: the name is all of it.
    QUALIFIED
  }

  /// Whether a type could be what is meant.
  boolean mayBeType() {
    return switch (role) {
      case TYPE, MADE, ANNOTATION, QUALIFIER -> true;
      default -> false;
    };
  }
}
