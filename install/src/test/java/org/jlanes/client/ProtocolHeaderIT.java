package org.jlanes.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlanes.wire.Codec;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/// What stands around the content of every message: routing, headers, topics, the log.
final class ProtocolHeaderIT {
  @SharedKernel private static KernelSession kernel;

  /// Catches a header that is rebuilt from the fields that are known, and a reply to the last hop.
  @Test
  void aReplyCarriesTheWholeHeaderOfItsRequestAndEveryRoutingFrame() throws Exception {
    ConnectionFile connection = kernel.process().connection();
    String header =
        """
        {"msg_id":"%s","msg_type":"kernel_info_request","session":"s-1","username":"Zoë","date":"2026-01-01T00:00:00.123456+05:30","version":"5.0","unheard_of":[1,{"of":null}]}\
        """
            .formatted(Forge.id());
    List<byte[]> routing = List.of("hop-1".getBytes(UTF_8), new byte[] {0, 1, -1});
    List<byte[]> frames = new ArrayList<>(routing);
    frames.addAll(new Forge(connection).signed(header, "{}", "{}", "{}"));
    List<byte[]> answer = exchange(connection, connection.shellPort(), frames);
    for (int i = 0; i < routing.size(); i++) {
      assertArrayEquals(routing.get(i), answer.get(i));
    }
    Message reply = Codec.of(connection).decode(answer);
    assertEquals(routing.size(), reply.identities().size());
    assertEquals(Json.object(header), reply.parentHeader());
    assertEquals("kernel_info_reply", reply.type());
  }

  /// Sends a message over a socket of its own and takes the answer.
  static List<byte[]> exchange(ConnectionFile connection, int port, List<byte[]> frames) {
    try (ZContext context = new ZContext();
        ZMQ.Socket socket = context.createSocket(SocketType.DEALER)) {
      socket.setHandshakeIvl(1_000);
      socket.setReceiveTimeOut((int) KernelSession.PATIENCE.toMillis());
      socket.connect(connection.address(port));
      for (int i = 0; i < frames.size(); i++) {
        socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
      }
      List<byte[]> answer = new ArrayList<>();
      do {
        byte[] frame = socket.recv();
        assertTrue(frame != null, "no answer");
        answer.add(frame);
      } while (socket.hasReceiveMore());
      return answer;
    }
  }

  @Test
  void everyMessageOfAKernelHasItsSessionAndAnotherKernelHasAnother() throws Exception {
    var unused = kernel.run("System.out.println(1); 2");
    kernel.request(ChannelName.CONTROL, "usage_request", Map.of());
    Set<String> own = sessions(kernel);
    assertEquals(1, own.size(), own.toString());
    try (KernelSession other = KernelSession.start()) {
      assertFalse(own.containsAll(sessions(other)));
    }
    for (Received each : kernel.messages()) {
      assertFalse(Json.string(each.message().header(), "username", "").isEmpty());
    }
  }

  private static Set<String> sessions(KernelSession of) {
    return of.messages().stream()
        .map(r -> Json.string(r.message().header(), "session", ""))
        .collect(Collectors.toSet());
  }

  @Test
  void aTypeThatNobodyKnowsIsNotAnsweredButLogged() throws Exception {
    for (ChannelName channel : List.of(ChannelName.SHELL, ChannelName.CONTROL)) {
      String type = "unheard_of_" + channel.text() + "_request";
      Message request = kernel.client().send(channel, type, new JsonObject());
      kernel.await(
          r ->
              r.message().parentId().equals(request.id())
                  && Json.string(r.message().content(), "execution_state", "").equals("idle"),
          "the idle status");
      kernel.request(channel, "kernel_info_request", Map.of());
      assertTrue(
          kernel.messages().stream()
              .filter(r -> r.channel() == channel)
              .noneMatch(r -> r.message().parentId().equals(request.id())));
      assertTrue(kernel.process().log().contains(type), kernel.process().log());
    }
  }

  /// Catches a log that whoever reaches the port can fill the disk with.
  @Test
  void aMillionDroppedMessagesWouldBeAFewLinesOfTheLog() throws Exception {
    byte[] json = "{}".getBytes(US_ASCII);
    List<byte[]> unsigned = List.of(Forge.DELIMITER, new byte[0], json, json, json, json);
    for (int i = 0; i < 1_500; i++) {
      kernel.client().sendRaw(ChannelName.STDIN, unsigned);
    }
    // The same socket: what was sent before has been looked at when this is answered.
    KernelSession.Running asking = kernel.submit("new Scanner(System.in).nextLine()");
    var unused = asking.answer("x");
    assertEquals("ok", asking.await().status());
    List<String> lines =
        kernel.process().log().lines().filter(l -> l.contains("on the stdin channel")).toList();
    assertEquals(4, lines.size(), String.join("\n", lines));
    assertTrue(lines.getFirst().contains("not signed"), lines.getFirst());
    assertTrue(lines.getLast().contains("number 1000"), lines.getLast());
  }
}
