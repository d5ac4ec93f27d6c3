package dev.tidemark.bench.writepath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How the programs of a run are started: each in a process of its own, with the same heap.
 *
 * @param root of the repository
 * @param logs a folder
 * @param heap such as 4g
 */
record Programs(Path root, Path logs, String heap) {
  private static final long SECONDS_TO_END = 40;
  private static final String SPARK = "dev.tidemark.bench.writepath.spark.SparkPath";

  /** A process and where it logs. */
  record Running(Process process, Path log) implements AutoCloseable {
    /**
     * @throws IllegalStateException if it ended with a failure
     */
    void await() throws InterruptedException {
      if (process.waitFor() != 0) {
        throw failed();
      }
    }

    /**
     * @throws IllegalStateException if it has ended
     */
    void requireAlive() {
      if (!process.isAlive()) {
        throw failed();
      }
    }

    private IllegalStateException failed() {
      return new IllegalStateException(
          "a program ended with exit code %s; its log:%n%s".formatted(process.exitValue(), tail()));
    }

    private String tail() {
      try {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
      } catch (IOException e) {
        return log + " cannot be read";
      }
    }

    /** Ends it as an operator would, and by force if it does not. */
    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The product, by its front door. */
  Running tidemark(String log, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(root.resolve("scripts/tidemark").toString());
    command.addAll(arguments);
    return start(log, command);
  }

  /** The paths that ours is held against. */
  Running spark(String log, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add("java");
    command.add("-Xmx" + heap);
    command.addAll(List.of(RootPom.of(root).property("spark.jvm.options").split(" ")));
    command.add("-Dlog4j2.configurationFile=" + root.resolve("conf/log4j2.properties"));
    command.add("-Duser.timezone=UTC");
    command.add("-cp");
    command.add(
        "%1$s/bench/target/tidemark-bench.jar:%1$s/transform/target/tidemark-transform.jar:%1$s/transform/target/spark/jars/*"
            .formatted(root));
    command.add(SPARK);
    command.addAll(arguments);
    return start(log, command);
  }

  private Running start(String name, List<String> command) throws IOException {
    Path log = logs.resolve(name + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(Map.of("TIDEMARK_SPARK_MEMORY", heap));
    builder.environment().putIfAbsent("SPARK_LOCAL_IP", "127.0.0.1");
    return new Running(builder.start(), log);
  }
}
