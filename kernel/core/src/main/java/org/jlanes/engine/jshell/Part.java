package org.jlanes.engine.jshell;

import java.util.List;
import java.util.Optional;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine.BodyPart;
import org.jlanes.runtime.engine.NotebookEngine.Kind;

/// A part of a source that is to be run, with what the user should know if it fails.
///
/// @param unit what JShell is given
/// @param body what the parser says of it
/// @param ran that parts before it have run; empty if none has
/// @param source what it is a part of
/// @param rest the parts behind it
record Part(Unit unit, BodyPart body, String ran, MappedSource source, List<BodyPart> rest) {
  /// Whether it declares a type, and the next part another one, which may belong to it.
  boolean declaresMore() {
    return body.kind() == Kind.TYPE && !rest.isEmpty() && rest.getFirst().kind() == Kind.TYPE;
  }

  /// The cell line in which a part further down declares a method or type.
  Optional<Integer> lineBelow(String name) {
    return rest.stream()
        .filter(part -> part.name().equals(name))
        .map(part -> source.cellLine(part.start()))
        .findFirst();
  }
}
