package org.jlanes.session;

import com.google.gson.JsonObject;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// Says how much CPU and memory the kernel and its children use, for JupyterLab's resource view. On
/// the control thread.
final class UsageRequest implements Handler {
  private static final long PAGE = 4096;

  private final OperatingSystemMXBean host =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final String hostname = hostname();
  private long lastCpu = cpuNanos();
  private long lastTime = System.nanoTime();

  @Override
  public void handle(Request request) {
    long cpu = cpuNanos();
    long time = System.nanoTime();
    // Percent of one core since the last request, as ipykernel counts.
    double percent =
        time == lastTime ? 0 : Math.max(0, 100.0 * (cpu - lastCpu) / (time - lastTime));
    lastCpu = cpu;
    lastTime = time;
    JsonObject reply = Request.ok();
    reply.addProperty("hostname", hostname);
    reply.addProperty("pid", ProcessHandle.current().pid());
    reply.addProperty("kernel_cpu", percent);
    reply.addProperty("kernel_memory", memory());
    reply.addProperty("cpu_count", Runtime.getRuntime().availableProcessors());
    reply.addProperty("host_cpu_percent", Math.max(0, 100 * host.getCpuLoad()));
    reply.add("host_virtual_memory", hostMemory());
    request.reply(reply);
  }

  private JsonObject hostMemory() {
    long total = host.getTotalMemorySize();
    long free = host.getFreeMemorySize();
    JsonObject memory = new JsonObject();
    memory.addProperty("total", total);
    memory.addProperty("available", free);
    memory.addProperty("percent", total == 0 ? 0 : 100.0 * (total - free) / total);
    memory.addProperty("used", total - free);
    memory.addProperty("free", free);
    return memory;
  }

  private static Stream<ProcessHandle> family() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants());
  }

  private static long cpuNanos() {
    return family()
        .mapToLong(each -> each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
        .sum();
  }

  /// Bytes of memory in use: resident pages where `/proc` tells them, else the Java heap.
  private static long memory() {
    long resident = family().mapToLong(UsageRequest::residentBytes).sum();
    Runtime heap = Runtime.getRuntime();
    return resident > 0 ? resident : heap.totalMemory() - heap.freeMemory();
  }

  private static long residentBytes(ProcessHandle process) {
    Path statm = Path.of("/proc", Long.toString(process.pid()), "statm");
    try {
      return Files.exists(statm) ? Long.parseLong(Files.readString(statm).split(" ")[1]) * PAGE : 0;
    } catch (IOException e) {
      // It ended between the two looks.
      return 0;
    }
  }

  private static String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
