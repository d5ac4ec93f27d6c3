package dev.tidemark.devstack.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Formats its log folder if it is new, then is a Kafka broker until it gets SIGTERM. */
public final class KafkaProcess {
  private KafkaProcess() {}

  /** Arguments: the server's settings, its log folder. */
  public static void main(String[] args) throws IOException {
    String settings = args[0];
    Path logs = Path.of(args[1]);
    if (!Files.exists(logs.resolve("meta.properties"))) {
      String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", settings};
      int code = StorageTool.execute(format, System.err);
      if (code != 0) {
        throw new IOException("Kafka's log folder %s cannot be formatted".formatted(logs));
      }
    }
    Kafka.main(new String[] {settings});
  }
}
