package org.jlanes.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Peers that break ZMTP, below Jupyter's messages: none of them needs the key. Each attack is made
/// on all five ports; afterwards the kernel must be unhurt.
final class ProtocolTcpIT {
  private static final int CROWD = 100;

  private static KernelSession kernel;
  private static Health health;

  @BeforeAll
  static void startKernel() throws Exception {
    kernel = KernelSession.start();
    health = new Health(kernel);
  }

  @AfterAll
  static void endKernel() {
    kernel.close();
  }

  /// What one peer does to one port.
  @FunctionalInterface
  interface Assault {
    void on(int port) throws IOException;
  }

  /// The attacks; the text says what each would catch.
  enum Attack {
    GARBAGE(
        "a decoder that loops or throws on bytes without any order",
        port -> {
          byte[] bytes = new byte[4_000];
          for (int seed = 0; seed < 8; seed++) {
            new Random(seed).nextBytes(bytes);
            once(port, peer -> peer.send(bytes));
          }
        }),
    ANOTHER_PROTOCOL(
        "a first byte that is taken for the length of an old peer's frame",
        port ->
            once(port, peer -> peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII)))),
    COME_AND_GO(
        "a leak for each connection that ends before it has said anything",
        port -> {
          for (int i = 0; i < CROWD; i++) {
            once(port, peer -> {});
          }
        }),
    HALF_GREETINGS(
        "a thread or a turn given to a peer that never finishes its greeting",
        port -> {
          List<RawPeer> crowd = new ArrayList<>();
          try {
            for (int i = 0; i < CROWD / 2; i++) {
              byte[] greeting = Arrays.copyOf(RawPeer.signature(), 40);
              greeting[10] = 3;
              crowd.add(RawPeer.connect(port).send(Arrays.copyOf(greeting, 1 + i % 40)));
            }
            assertStillServed();
          } finally {
            for (RawPeer each : crowd) {
              each.close();
            }
          }
        }),
    SILENCE_AFTER_THE_GREETING(
        "waiting for READY while others wait",
        port -> {
          try (RawPeer peer = RawPeer.connect(port).greeting(3, "NULL")) {
            assertStillServed();
            peer.reset();
          }
        }),
    WRONG_MECHANISMS(
        "a mechanism that is negotiated although it was not configured",
        port -> {
          for (String mechanism : List.of("PLAIN", "CURVE", "GSSAPI", "", "NULLNULLNULLNULLNULL")) {
            once(port, peer -> peer.greeting(3, mechanism).ready("DEALER"));
          }
        }),
    WRONG_VERSIONS(
        "a version that chooses a decoder which is not there",
        port -> {
          for (int version : new int[] {0, 1, 2, 4, 127, 255}) {
            once(port, peer -> peer.greeting(version, "NULL").ready("DEALER"));
          }
        }),
    OLD_PEERS(
        "ZMTP 1, which has no greeting: its identity and its lengths",
        port -> {
          once(port, peer -> peer.send((byte) 1, (byte) 0).send((byte) 5, (byte) 0, (byte) 'x'));
          once(port, peer -> peer.send((byte) 0, (byte) 0));
          byte[] huge = ByteBuffer.allocate(10).put((byte) 0xff).putLong(Long.MAX_VALUE).array();
          once(port, peer -> peer.send(huge));
        }),
    WRONG_SOCKET_TYPES(
        "a pairing of sockets that ZeroMQ does not have",
        port -> {
          for (String type : List.of("PUB", "PAIR", "STREAM", "", "X".repeat(200))) {
            once(port, peer -> peer.greeting(3, "NULL").ready(type));
          }
        }),
    LYING_PROPERTIES(
        "lengths inside READY that point behind its end",
        port -> {
          for (int length : new int[] {5, 100, 1 << 20, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            byte[] property = RawPeer.property("Identity", new byte[4]);
            ByteBuffer.wrap(property).putInt(1 + "Identity".length(), length);
            once(port, peer -> peer.greeting(3, "NULL").frame(RawPeer.COMMAND, ready(property)));
          }
          byte[] name = {(byte) 200, 'x'};
          once(port, peer -> peer.greeting(3, "NULL").frame(RawPeer.COMMAND, ready(name)));
          once(port, peer -> peer.greeting(3, "NULL").frame(RawPeer.COMMAND, new byte[0]));
          once(port, peer -> peer.greeting(3, "NULL").frame(RawPeer.LAST, new byte[300]));
        }),
    STRANGE_COMMANDS(
        "commands after the handshake that are cut off or unknown",
        port -> {
          for (String text :
              List.of("\4PING", "\4PING\0", "\4PONG", "\5ERROR\377", "\7UNKNOWN", "", "\377")) {
            byte[] command = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            once(port, peer -> greeted(peer).frame(RawPeer.COMMAND, command));
            once(port, peer -> greeted(peer).frame(RawPeer.COMMAND | RawPeer.MORE, command));
          }
          once(port, peer -> greeted(peer).frame(RawPeer.COMMAND, RawPeer.name("SUBSCRIBE")));
          once(port, peer -> greeted(peer).frame(RawPeer.COMMAND, RawPeer.name("CANCEL")));
        }),
    STRANGE_FLAGS(
        "flags that ZMTP reserves",
        port -> {
          for (int flags : new int[] {8, 16, 64, 128, 0xf8}) {
            once(port, peer -> greeted(peer).frame(flags, new byte[10]));
          }
        }),
    HUGE_LENGTHS(
        "an allocation of whatever size a peer announces",
        port -> {
          for (long length :
              new long[] {
                Long.MAX_VALUE, Long.MIN_VALUE, -1, 1L << 32, Integer.MAX_VALUE, 1L << 30
              }) {
            once(port, peer -> greeted(peer).announce(RawPeer.LAST, length).send(new byte[100]));
          }
        }),
    MANY_LARGE_FRAMES_AT_ONCE(
        "the heap filled by announcements that are each acceptable",
        port -> {
          List<RawPeer> crowd = new ArrayList<>();
          try {
            for (int i = 0; i < 40; i++) {
              RawPeer peer = greeted(RawPeer.connect(port));
              crowd.add(peer.announce(RawPeer.LAST, 200L << 20).send(new byte[100]));
            }
            assertStillServed();
          } finally {
            for (RawPeer each : crowd) {
              each.close();
            }
          }
        }),
    DEATH_IN_A_FRAME(
        "state that a half frame leaves behind",
        port -> once(port, peer -> greeted(peer).announce(RawPeer.LAST, 1_000).send(new byte[10]))),
    DEATH_IN_A_MESSAGE(
        "the frames of a peer that dies joined to those of the next",
        port -> {
          for (int i = 0; i < 10; i++) {
            RawPeer peer = greeted(RawPeer.connect(port));
            peer.frame(RawPeer.MORE, "<IDS|MSG>".getBytes(US_ASCII))
                .frame(RawPeer.MORE, new byte[64]);
            peer.reset();
          }
        }),
    ENDLESS_MESSAGES(
        "a message of very many frames",
        port ->
            once(
                port,
                peer -> {
                  ByteArrayOutputStream frames = new ByteArrayOutputStream();
                  for (int i = 0; i < 50_000; i++) {
                    frames.write(RawPeer.MORE);
                    frames.write(0);
                  }
                  greeted(peer).send(frames.toByteArray()).frame(RawPeer.LAST, new byte[0]);
                })),
    STRANGE_IDENTITIES(
        "an identity that is too long, reserved or somebody else's",
        port -> {
          byte[] reserved = {0, 1, 2, 3, 4};
          byte[] twin = "twin".getBytes(US_ASCII);
          once(port, peer -> peer.greeting(3, "NULL").ready("DEALER", new byte[5_000]));
          once(port, peer -> peer.greeting(3, "NULL").ready("DEALER", reserved));
          try (RawPeer first = RawPeer.connect(port).greeting(3, "NULL").ready("DEALER", twin);
              RawPeer second = RawPeer.connect(port).greeting(3, "NULL").ready("DEALER", twin)) {
            first.frame(RawPeer.LAST, new byte[1]);
            second.frame(RawPeer.LAST, new byte[1]);
          }
        }),
    LONG_TOPICS(
        "a recursion as deep as a subscription is long",
        port -> {
          byte[] subscribe = new byte[300_000];
          Arrays.fill(subscribe, (byte) 'x');
          subscribe[0] = 1;
          once(port, peer -> subscriber(peer).frame(RawPeer.LAST, subscribe));
          once(
              port, peer -> subscriber(peer).frame(RawPeer.LAST, Arrays.copyOf(subscribe, 30_000)));
          once(port, peer -> subscriber(peer).frame(RawPeer.LAST, Arrays.copyOf(subscribe, 4_000)));
        }),
    SUBSCRIPTION_FLOOD(
        "memory and time for each subscription",
        port ->
            once(
                port,
                peer -> {
                  ByteArrayOutputStream frames = new ByteArrayOutputStream();
                  Random random = new Random(3);
                  byte[] topic = new byte[8];
                  for (int i = 0; i < 10_000; i++) {
                    random.nextBytes(topic);
                    frames.writeBytes(new byte[] {0, 9, 1});
                    frames.writeBytes(topic);
                  }
                  subscriber(peer).send(frames.toByteArray());
                })),
    STRANGE_SUBSCRIPTIONS(
        "a message to a publisher that is no subscription",
        port ->
            once(
                port,
                peer ->
                    subscriber(peer)
                        .frame(RawPeer.LAST, new byte[0])
                        .frame(RawPeer.LAST, new byte[] {0, 'n', 'e', 'v', 'e', 'r'})
                        .frame(RawPeer.LAST, new byte[] {7, 7, 7})
                        .frame(RawPeer.MORE, new byte[] {1, 'x'})
                        .frame(RawPeer.LAST, new byte[] {(byte) 0xff, (byte) 0xfe})));

    private final String catches;

    // A lambda without state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Assault assault;

    Attack(String catches, Assault assault) {
      this.catches = catches;
      this.assault = assault;
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ": " + catches;
    }
  }

  /// What a peer says on its connection.
  @FunctionalInterface
  interface Speech {
    void by(RawPeer peer) throws IOException;
  }

  private static void once(int port, Speech speech) throws IOException {
    try (RawPeer peer = RawPeer.connect(port)) {
      speech.by(peer);
    }
  }

  private static RawPeer greeted(RawPeer peer) throws IOException {
    return peer.greeting(3, "NULL").ready("DEALER");
  }

  private static RawPeer subscriber(RawPeer peer) throws IOException {
    return peer.greeting(3, "NULL").ready("SUB");
  }

  private static byte[] ready(byte[] properties) {
    byte[] name = RawPeer.name("READY");
    return ByteBuffer.allocate(name.length + properties.length).put(name).put(properties).array();
  }

  /// Others are served while the attacker is still connected.
  private static void assertStillServed() {
    try {
      health.assertAnswersHere();
      health.assertAnswersAnew();
    } catch (Exception e) {
      throw new AssertionError("not served during the attack\n" + kernel.process().log(), e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void theKernelIsUnhurtBy(Attack attack) throws Exception {
    for (int port : kernel.process().connection().ports()) {
      attack.assault.on(port);
    }
    health.assertUnhurt();
  }

  /// Catches a decoder that wants a whole frame in one read.
  @Test
  void aSlowPeerThatSendsByteByByteIsServed() throws Exception {
    byte[] ping = "slow but right".getBytes(UTF_8);
    try (RawPeer peer = RawPeer.connect(kernel.process().connection().hbPort())) {
      peer.greeting(3, "NULL").ready("DEALER");
      byte[] frame =
          ByteBuffer.allocate(2 + ping.length)
              .put((byte) 0)
              .put((byte) ping.length)
              .put(ping)
              .array();
      for (byte each : frame) {
        peer.send(each);
      }
      assertTrue(peer.awaitBytes(ping));
    }
  }
}
