package org.jlanes.session;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jlanes.session.usage.Family;
import org.jlanes.session.usage.HostCpu;
import org.jlanes.session.usage.HostMemory;

/// Says how much CPU and memory the kernel and its children use, for JupyterLab's resource view,
/// under the names that ipykernel gives. On the control thread.
final class UsageRequest implements Handler {
  private static final System.Logger LOG = System.getLogger(UsageRequest.class.getName());

  /// Where Linux tells it; the JDK would ask the name servers, which may take seconds.
  private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

  private final Family family = new Family();
  private final HostCpu hostCpu = new HostCpu();
  private final String hostname = hostname();

  @Override
  public void handle(Request request) {
    JsonObject reply = Request.ok();
    reply.addProperty("hostname", hostname);
    reply.addProperty("pid", ProcessHandle.current().pid());
    reply.addProperty("kernel_cpu", family.cpuPercent());
    reply.addProperty("kernel_memory", family.residentBytes());
    reply.addProperty("cpu_count", Runtime.getRuntime().availableProcessors());
    reply.addProperty("host_cpu_percent", hostCpu.percent());
    reply.add("host_virtual_memory", memory(HostMemory.now()));
    request.reply(reply);
  }

  private static JsonObject memory(HostMemory now) {
    JsonObject memory = new JsonObject();
    memory.addProperty("total", now.total());
    memory.addProperty("available", now.available());
    memory.addProperty("percent", now.percent());
    memory.addProperty("used", now.used());
    memory.addProperty("free", now.free());
    return memory;
  }

  private static String hostname() {
    try {
      if (Files.exists(HOSTNAME)) {
        return Files.readString(HOSTNAME).strip();
      }
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "no host name", e);
      return "localhost";
    }
  }
}
