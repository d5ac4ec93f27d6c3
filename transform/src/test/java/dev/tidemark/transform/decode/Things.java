package dev.tidemark.transform.decode;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Located;
import dev.tidemark.contract.conf.UpsertBy;
import dev.tidemark.contract.time.Grain;
import dev.tidemark.transform.bronze.KafkaRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Datasets and records around the bytes that a test is about. */
final class Things {
  private Things() {}

  static Dataset of(List<String> keys, Dataset.Column... columns) {
    return of(ZoneId.of("UTC"), keys, columns);
  }

  static Dataset of(ZoneId zone, List<String> keys, Dataset.Column... columns) {
    return new Dataset(
        "things",
        "s",
        "s.t",
        keys,
        Optional.of(new Dataset.EventInterval(columns[0].name(), Grain.DAY, zone)),
        Dataset.OnSchemaChange.EVOLVE,
        Map.of(),
        List.of(columns),
        List.of(),
        new Dataset.Freshness(Duration.ofMinutes(5), Duration.ofMinutes(30)),
        Dataset.DEFAULT_LANE,
        UpsertBy.AUTO,
        Located.text(Path.of("things.yaml")));
  }

  static Dataset.Column column(String name, String type) {
    return new Dataset.Column(name, name, type, true);
  }

  static KafkaRecord record(byte[] key, byte[] value) {
    return new KafkaRecord("s.s.t", 1, 2, 3, Instant.EPOCH, key, value, List.of());
  }
}
