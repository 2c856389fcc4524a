package org.jlanes.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Peers that break ZMTP, below Jupyter's messages: none of them needs the key. Each attack is made
/// on all five ports; afterwards the kernel must be unhurt.
final class ProtocolTcpIT {
  @SharedKernel private static KernelSession kernel;
  private static Health health;

  @BeforeAll
  static void prepare() throws Exception {
    health = new Health(kernel);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void theKernelIsUnhurtBy(TcpAttack attack) throws Exception {
    for (int port : kernel.process().connection().ports()) {
      attack.on(new AttackedPort(port, health));
    }
    health.assertUnhurt();
  }

  /// Catches a decoder that wants a whole frame in one read.
  @Test
  void aSlowPeerThatSendsByteByByteIsServed() throws Exception {
    byte[] ping = "slow but right".getBytes(UTF_8);
    try (RawPeer peer = RawPeer.connect(kernel.process().connection().hbPort())) {
      peer.dealer();
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
