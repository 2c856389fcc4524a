package org.jlanes.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One of a kernel's ports, as an attacker has it.
///
/// @param number the port
/// @param health tells how the kernel serves others
record AttackedPort(int number, Health health) {
  /// What a peer says on its connection.
  @FunctionalInterface
  interface Speech {
    void by(RawPeer peer) throws IOException;
  }

  /// What a peer of a crowd says, which has a number from 0 on.
  @FunctionalInterface
  interface Chorus {
    void by(RawPeer peer, int number) throws IOException;
  }

  RawPeer connect() throws IOException {
    return RawPeer.connect(number);
  }

  /// Says something on a connection of its own.
  void once(Speech speech) throws IOException {
    try (RawPeer peer = connect()) {
      speech.by(peer);
    }
  }

  /// Lets a crowd speak, and sees that others are served while all of it is still connected.
  void whileConnected(int peers, Chorus chorus) throws IOException {
    List<RawPeer> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < peers; i++) {
        RawPeer peer = connect();
        crowd.add(peer);
        chorus.by(peer, i);
      }
      assertOthersAreServed();
    } finally {
      for (RawPeer each : crowd) {
        each.close();
      }
    }
  }

  /// Others are served while the attacker is still connected.
  void assertOthersAreServed() {
    try {
      health.assertAnswersHere();
      health.assertAnswersAnew();
    } catch (Exception e) {
      throw new AssertionError("not served during the attack\n" + health.log(), e);
    }
  }
}
