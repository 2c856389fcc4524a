package org.jlanes.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// What peers may do to a port that breaks ZMTP; the text says what each attack would catch.
enum TcpAttack {
  GARBAGE(
      "a decoder that loops or throws on bytes without any order",
      port -> {
        byte[] bytes = new byte[4_000];
        for (int seed = 0; seed < 8; seed++) {
          new Random(seed).nextBytes(bytes);
          port.once(peer -> peer.send(bytes));
        }
      }),
  ANOTHER_PROTOCOL(
      "a first byte that is taken for the length of an old peer's frame",
      port -> port.once(peer -> peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII)))),
  COME_AND_GO(
      "a leak for each connection that ends before it has said anything",
      port -> {
        for (int i = 0; i < 100; i++) {
          port.once(peer -> {});
        }
      }),
  HALF_GREETINGS(
      "a thread or a turn given to a peer that never finishes its greeting",
      port -> {
        byte[] greeting = Arrays.copyOf(RawPeer.signature(), 40);
        greeting[10] = 3;
        port.whileConnected(
            50, (peer, number) -> peer.send(Arrays.copyOf(greeting, 1 + number % 40)));
      }),
  SILENCE_AFTER_THE_GREETING(
      "waiting for READY while others wait",
      port -> {
        try (RawPeer peer = port.connect().greeting(3, "NULL")) {
          port.assertOthersAreServed();
          peer.reset();
        }
      }),
  WRONG_MECHANISMS(
      "a mechanism that is negotiated although it was not configured",
      port -> {
        for (String mechanism : List.of("PLAIN", "CURVE", "GSSAPI", "", "NULLNULLNULLNULLNULL")) {
          port.once(peer -> peer.greeting(3, mechanism).ready("DEALER"));
        }
      }),
  WRONG_VERSIONS(
      "a version that chooses a decoder which is not there",
      port -> {
        for (int version : new int[] {0, 1, 2, 4, 127, 255}) {
          port.once(peer -> peer.greeting(version, "NULL").ready("DEALER"));
        }
      }),
  OLD_PEERS(
      "ZMTP 1, which has no greeting: its identity and its lengths",
      port -> {
        port.once(peer -> peer.send((byte) 1, (byte) 0).send((byte) 5, (byte) 0, (byte) 'x'));
        port.once(peer -> peer.send((byte) 0, (byte) 0));
        byte[] huge = ByteBuffer.allocate(10).put((byte) 0xff).putLong(Long.MAX_VALUE).array();
        port.once(peer -> peer.send(huge));
      }),
  WRONG_SOCKET_TYPES(
      "a pairing of sockets that ZeroMQ does not have",
      port -> {
        for (String type : List.of("PUB", "PAIR", "STREAM", "", "X".repeat(200))) {
          port.once(peer -> peer.greeting(3, "NULL").ready(type));
        }
      }),
  LYING_PROPERTIES(
      "lengths inside READY that point behind its end",
      port -> {
        for (int length : new int[] {5, 100, 1 << 20, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
          byte[] property = RawPeer.property("Identity", new byte[4]);
          ByteBuffer.wrap(property).putInt(1 + "Identity".length(), length);
          port.once(peer -> peer.greeting(3, "NULL").frame(RawPeer.COMMAND, ready(property)));
        }
        byte[] name = {(byte) 200, 'x'};
        port.once(peer -> peer.greeting(3, "NULL").frame(RawPeer.COMMAND, ready(name)));
        port.once(peer -> peer.greeting(3, "NULL").frame(RawPeer.COMMAND, new byte[0]));
        port.once(peer -> peer.greeting(3, "NULL").frame(RawPeer.LAST, new byte[300]));
      }),
  STRANGE_COMMANDS(
      "commands after the handshake that are cut off or unknown",
      port -> {
        for (String text :
            List.of("\4PING", "\4PING\0", "\4PONG", "\5ERROR\377", "\7UNKNOWN", "", "\377")) {
          byte[] command = text.getBytes(ISO_8859_1);
          port.once(peer -> peer.dealer().frame(RawPeer.COMMAND, command));
          port.once(peer -> peer.dealer().frame(RawPeer.COMMAND | RawPeer.MORE, command));
        }
        port.once(peer -> peer.dealer().frame(RawPeer.COMMAND, RawPeer.name("SUBSCRIBE")));
        port.once(peer -> peer.dealer().frame(RawPeer.COMMAND, RawPeer.name("CANCEL")));
      }),
  STRANGE_FLAGS(
      "flags that ZMTP reserves",
      port -> {
        for (int flags : new int[] {8, 16, 64, 128, 0xf8}) {
          port.once(peer -> peer.dealer().frame(flags, new byte[10]));
        }
      }),
  HUGE_LENGTHS(
      "an allocation of whatever size a peer announces",
      port -> {
        for (long length :
            new long[] {
              Long.MAX_VALUE, Long.MIN_VALUE, -1, 1L << 32, Integer.MAX_VALUE, 1L << 30
            }) {
          port.once(peer -> peer.dealer().announce(RawPeer.LAST, length).send(new byte[100]));
        }
      }),
  MANY_LARGE_FRAMES_AT_ONCE(
      "the heap filled by announcements that are each acceptable",
      port ->
          port.whileConnected(
              40,
              (peer, number) ->
                  peer.dealer().announce(RawPeer.LAST, 200L << 20).send(new byte[100]))),
  DEATH_IN_A_FRAME(
      "state that a half frame leaves behind",
      port -> port.once(peer -> peer.dealer().announce(RawPeer.LAST, 1_000).send(new byte[10]))),
  DEATH_IN_A_MESSAGE(
      "the frames of a peer that dies joined to those of the next",
      port -> {
        for (int i = 0; i < 10; i++) {
          RawPeer peer = port.connect().dealer();
          peer.frame(RawPeer.MORE, "<IDS|MSG>".getBytes(US_ASCII))
              .frame(RawPeer.MORE, new byte[64]);
          peer.reset();
        }
      }),
  ENDLESS_MESSAGES(
      "a message of very many frames",
      port ->
          port.once(peer -> {
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            for (int i = 0; i < 50_000; i++) {
              frames.write(RawPeer.MORE);
              frames.write(0);
            }
            peer.dealer().send(frames.toByteArray()).frame(RawPeer.LAST, new byte[0]);
          })),
  STRANGE_IDENTITIES(
      "an identity that is too long, reserved or somebody else's",
      port -> {
        byte[] reserved = {0, 1, 2, 3, 4};
        byte[] twin = "twin".getBytes(US_ASCII);
        port.once(peer -> peer.greeting(3, "NULL").ready("DEALER", new byte[5_000]));
        port.once(peer -> peer.greeting(3, "NULL").ready("DEALER", reserved));
        try (RawPeer first = port.connect().greeting(3, "NULL").ready("DEALER", twin);
            RawPeer second = port.connect().greeting(3, "NULL").ready("DEALER", twin)) {
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
        port.once(peer -> peer.subscriber().frame(RawPeer.LAST, subscribe));
        port.once(peer -> peer.subscriber().frame(RawPeer.LAST, Arrays.copyOf(subscribe, 30_000)));
        port.once(peer -> peer.subscriber().frame(RawPeer.LAST, Arrays.copyOf(subscribe, 4_000)));
      }),
  SUBSCRIPTION_FLOOD(
      "memory and time for each subscription",
      port ->
          port.once(peer -> {
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            Random random = new Random(3);
            byte[] topic = new byte[8];
            for (int i = 0; i < 10_000; i++) {
              random.nextBytes(topic);
              frames.writeBytes(new byte[] {0, 9, 1});
              frames.writeBytes(topic);
            }
            peer.subscriber().send(frames.toByteArray());
          })),
  STRANGE_SUBSCRIPTIONS(
      "a message to a publisher that is no subscription",
      port ->
          port.once(peer ->
              peer.subscriber()
                  .frame(RawPeer.LAST, new byte[0])
                  .frame(RawPeer.LAST, new byte[] {0, 'n', 'e', 'v', 'e', 'r'})
                  .frame(RawPeer.LAST, new byte[] {7, 7, 7})
                  .frame(RawPeer.MORE, new byte[] {1, 'x'})
                  .frame(RawPeer.LAST, new byte[] {(byte) 0xff, (byte) 0xfe})));

  private final String catches;

  // A lambda without state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Assault assault;

  TcpAttack(String catches, Assault assault) {
    this.catches = catches;
    this.assault = assault;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + catches;
  }

  /// What peers do to one port.
  @FunctionalInterface
  private interface Assault {
    void on(AttackedPort port) throws Exception;
  }

  /// Makes the attack and ends its connections.
  void on(AttackedPort port) throws Exception {
    assault.on(port);
  }

  private static byte[] ready(byte[] properties) {
    byte[] name = RawPeer.name("READY");
    return ByteBuffer.allocate(name.length + properties.length).put(name).put(properties).array();
  }
}
