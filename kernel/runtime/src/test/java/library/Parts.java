package library;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Classes of a library that does not know of serialization.
public final class Parts {
  private Parts() {}

  /// Its state is hidden from subclasses.
  public abstract static class Numbered {
    private final int number;
    private final Object lock = new Object();

    protected Numbered(int number) {
      this.number = number;
    }

    public int number() {
      synchronized (lock) {
        return number;
      }
    }
  }

  /// Knows its parent, which knows it.
  public static final class Node extends Numbered {
    public final List<Node> children = new ArrayList<>();
    public final Map<Key, Node> byKey = new HashMap<>();
    private final Node parent;
    public transient String note = "of this process";

    public boolean flag = true;
    public byte b = 1;
    public short s = 2;
    public char c = 'c';
    public long l = 4;
    public float f = 5;
    public double d = 6;

    public Node(int number, Node parent) {
      super(number);
      this.parent = parent;
      if (parent != null) {
        parent.children.add(this);
        parent.byKey.put(new Key("n" + number), this);
      }
    }

    public Node parent() {
      return parent;
    }
  }

  /// A key of maps.
  public static final class Key {
    private final String text;

    public Key(String text) {
      this.text = text;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.text.equals(text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /// A record with what cannot be null.
  public record Pair<A>(A first, int second, Node node) {
    public Pair {
      if (first == null) {
        throw new NullPointerException("first");
      }
    }
  }

  /// An enum as it was written before there were any.
  public static final class Level {
    public static final Level LOW = new Level("low");
    public static final Level HIGH = new Level("high");
    private final String name;

    private Level(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// Works in C.
  public static final class Peer {
    private final long pointer = 42;

    public long pointer() {
      return pointer;
    }

    public native void work();
  }

  /// Extends a class of the JDK that has state.
  public static final class Tick extends java.util.TimerTask {
    public int count = 3;

    @Override
    public void run() {}
  }
}
