package org.jlanes.magics.lane;

import java.util.Optional;
import java.util.function.Function;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine;

/// The type that the results of a body get which returns numbers of several types: that of JLS 5.6,
/// as if they stood in one conditional expression.
///
/// Inference has nothing better for them than `Number & Comparable<…>`, with which no arithmetic is
/// possible. The compiler decides, not the values of a run: the type of a notebook variable must
/// not depend on data. The values are converted afterwards, because a `List<Long>` that holds an
/// `Integer` fails at its next use; what is null, as at the index of a failed item, stays null.
///
/// A body whose value is a `Number` for the compiler already, such as an element of `List.of(1,
/// 2L)`, is not promoted.
enum NumericPromotion {
  /// Of `byte`, `short`, `char` and `int`.
  INT("int", "Integer") {
    @Override
    Object convert(Number value) {
      return value.intValue();
    }
  },
  /// With a `long` among them.
  LONG("long", "Long") {
    @Override
    Object convert(Number value) {
      return value.longValue();
    }
  },
  /// With a `float` among them.
  FLOAT("float", "Float") {
    @Override
    Object convert(Number value) {
      return value.floatValue();
    }
  },
  /// With a `double` among them.
  DOUBLE("double", "Double") {
    @Override
    Object convert(Number value) {
      return value.doubleValue();
    }
  };

  private final String primitive;
  private final String boxed;

  NumericPromotion(String primitive, String boxed) {
    this.primitive = primitive;
    this.boxed = boxed;
  }

  abstract Object convert(Number value);

  /// The promoted type of what a body returns; empty if that is no mix of numbers.
  ///
  /// @param inferred the type that inference found, made denotable
  /// @param body the body as one with a value of a given primitive type
  static Optional<NumericPromotion> of(
      String inferred, Function<String, MappedSource> body, NotebookEngine engine) {
    if (!mayBeMix(inferred) || !DOUBLE.admits(body, engine)) {
      return Optional.empty();
    }
    for (NumericPromotion narrower : values()) {
      if (narrower == DOUBLE || narrower.admits(body, engine)) {
        return Optional.of(narrower);
      }
    }
    return Optional.empty();
  }

  /// The first bounds that mixes of boxed numbers have; the second is that of a `Character` and
  /// another. Spares other bodies the compiler's time.
  private static boolean mayBeMix(String inferred) {
    String simple = inferred.substring(inferred.lastIndexOf('.') + 1);
    return simple.equals("Number") || simple.equals("Serializable");
  }

  /// Whether all that the body returns widens to this type.
  private boolean admits(Function<String, MappedSource> body, NotebookEngine engine) {
    try {
      return !engine.typeOf(body.apply(primitive)).equals("void");
    } catch (CellFailure narrower) {
      return false;
    }
  }

  /// The class of the results.
  String boxed() {
    return boxed;
  }

  /// A result as this type has it.
  ///
  /// @param value a boxed number, a character or null
  Object of(Object value) {
    return switch (value) {
      case null -> null;
      case Character c -> convert((int) c);
      case Number n -> convert(n);
      default -> throw new IllegalArgumentException(value.getClass() + " is not numeric");
    };
  }
}
