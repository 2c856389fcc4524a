package org.jlanes.lanes.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlanes.runtime.engine.EngineView;
import org.junit.jupiter.api.Test;

/// What the walk takes for a notebook variable.
final class ClosureWalkTest {
  /// As an engine wraps a snippet: with a variable of the user and the value of an expression.
  static final class Wrapper {
    static int hits;
    static int $3;

    private Wrapper() {}

    static int body(int n) {
      assert n >= 0;
      $3 = hits++;
      return $3;
    }
  }

  private static final class View implements EngineView {
    @Override
    public ClassLoader loader() {
      return Wrapper.class.getClassLoader();
    }

    @Override
    public Optional<byte[]> classBytes(String binaryName) {
      if (!holdsVariables(binaryName)) {
        return Optional.empty();
      }
      try (InputStream file = Wrapper.class.getResourceAsStream("ClosureWalkTest$Wrapper.class")) {
        return Optional.of(file.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean holdsVariables(String binaryName) {
      return binaryName.equals(Wrapper.class.getName());
    }

    @Override
    public List<Path> classPath() {
      return List.of();
    }

    @Override
    public List<EngineView.Variable> variables() {
      return List.of(new EngineView.Variable("hits", "int", Wrapper.hits));
    }

    @Override
    public Optional<CellLine> locate(StackTraceElement frame) {
      return Optional.empty();
    }
  }

  private static ClosureWalk walked() {
    ClosureWalk walk = new ClosureWalk(new View());
    String wrapper = Wrapper.class.getName().replace('.', '/');
    walk.meets(
        new SerializedLambda(
            Wrapper.class,
            "org/jlanes/lanes/Task",
            "apply",
            "(Ljava/lang/Object;)Ljava/lang/Object;",
            MethodHandleInfo.REF_invokeStatic,
            wrapper,
            "body",
            "(I)I",
            "(Ljava/lang/Integer;)Ljava/lang/Integer;",
            new Object[0]));
    walk.finish();
    return walk;
  }

  private static Set<String> names(Set<Variable> variables) {
    return variables.stream().map(Variable::name).collect(Collectors.toSet());
  }

  @Test
  void onlyWhatTheUserNamedIsAssigned() {
    assertEquals(Set.of("hits"), names(walked().fields().assigned()));
  }

  @Test
  void aFieldTheCompilerMadeIsNoVariable() {
    assertEquals(Set.of("hits", "$3"), names(walked().fields().read()));
  }
}
