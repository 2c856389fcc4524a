package org.jlanes.magics.lane;

import java.util.List;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicResult;

/// `%%virtual`: the body over the items, a virtual thread for each.
public final class VirtualMagic implements LaneMagic {
  @Override
  public String name() {
    return "virtual";
  }

  @Override
  public List<String> aliases() {
    return List.of("io");
  }

  @Override
  public String summary() {
    return "runs the body over the items, each on a virtual thread of its own: for waiting";
  }

  @Override
  public String help() {
    return LaneHelp.of(
        name(),
        "virtual",
        """
        Runs the body over the items, each on a virtual thread of its own: for tens of thousands of
        items that wait for a network or a disk. Work that keeps a core busy belongs in %%threads.
        """,
        """
        %%virtual --limit 200 url : urls -> codes
        var request = HttpRequest.newBuilder(URI.create(url)).build();
        client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
        """);
  }

  @Override
  public MagicResult run(MagicCall call) throws Exception {
    return new LaneCell(call, "virtual").run();
  }
}
