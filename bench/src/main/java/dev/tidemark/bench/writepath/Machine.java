package dev.tidemark.bench.writepath;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What figures depend on beside the code. */
final class Machine {
  private Machine() {}

  /** Cores, memory and versions, by name. */
  static Map<String, Object> facts(Path root, String heap) throws IOException {
    RootPom pom = RootPom.of(root);
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("cores", system.getAvailableProcessors());
    facts.put("memoryBytes", system.getTotalMemorySize());
    facts.put("os", system.getName() + " " + system.getVersion());
    facts.put("java", Runtime.version().toString());
    facts.put("heapOfEachProcess", heap);
    facts.put("tidemark", commit(root));
    facts.put("spark", pom.property("spark.version"));
    facts.put("delta", pom.property("delta.version"));
    facts.put("kafka", pom.property("kafka.version"));
    return facts;
  }

  /** Processes that run or want to, on average over a minute. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String commit(Path root) throws IOException {
    Process git =
        new ProcessBuilder("git", "-C", root.toString(), "describe", "--always", "--dirty")
            .redirectErrorStream(true)
            .start();
    return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
