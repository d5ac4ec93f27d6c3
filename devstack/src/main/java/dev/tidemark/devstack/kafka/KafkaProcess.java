package dev.tidemark.devstack.kafka;

import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Formats the log folder if it is new, then is a Kafka broker until it gets SIGTERM. */
public final class KafkaProcess {
  private KafkaProcess() {}

  public static void main(String[] args) {
    String settings = args[0];
    String[] format = {
      "format", "--ignore-formatted", "-t", Uuid.randomUuid().toString(), "-c", settings
    };
    int code = StorageTool.execute(format, System.err);
    if (code != 0) {
      System.exit(code);
    }
    Kafka.main(new String[] {settings});
  }
}
