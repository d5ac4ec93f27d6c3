package dev.tidemark.transform.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.decode.Decoded;
import dev.tidemark.transform.decode.RecordDecoder;
import dev.tidemark.transform.fixture.CountingFence;
import dev.tidemark.transform.fixture.Datasets;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.table.Fence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder under golden/silver is a story: the dataset, what arrives in bronze (batch by batch,
 * envelopes in JSON without schema), and all of silver after it, ordered by key.
 */
final class GoldenSilverIT {
  private static final Path STORIES = Path.of("src/test/resources/golden/silver");
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2024-05-07T10:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path lake;

  static List<String> stories() throws IOException {
    try (Stream<Path> folders = Files.list(STORIES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("stories")
  void silverIsWhatTheStoryTells(String story) throws IOException {
    Dataset dataset = dataset(JSON.readTree(STORIES.resolve(story + "/dataset.json").toFile()));
    RecordDecoder decoder = RecordDecoder.of(dataset, id -> Optional.empty());
    Upsert upsert = Upserts.indexed(TestSpark.session(), new Lake(lake.toString()), dataset, CLOCK);
    Fence fence = new CountingFence("main", 1);

    for (List<KafkaRecord> batch : batches(story, dataset)) {
      Prepared prepared = upsert.prepare(changes(decoder, batch), Precedence.NEWER);
      upsert.commit(prepared, offsets(batch), fence);
    }

    assertThat(silver(dataset)).isEqualTo(lines(story + "/silver.jsonl"));
  }

  private static List<Change> changes(RecordDecoder decoder, List<KafkaRecord> batch) {
    List<Change> changes = new ArrayList<>();
    for (KafkaRecord record : batch) {
      Decoded decoded = decoder.decode(record);
      if (decoded instanceof Decoded.Applied applied) {
        changes.addAll(applied.changes());
      } else if (decoded instanceof Decoded.Quarantined kept) {
        fail("%s: %s: %s", record, kept.code(), kept.message());
      }
    }
    return changes;
  }

  private static Iterable<List<KafkaRecord>> batches(String story, Dataset dataset)
      throws IOException {
    Map<Integer, List<KafkaRecord>> batches = new TreeMap<>();
    for (JsonNode line : lines(story + "/bronze.jsonl")) {
      batches
          .computeIfAbsent(line.get("batch").intValue(), number -> new ArrayList<>())
          .add(record(line, dataset));
    }
    return batches.values();
  }

  private static KafkaRecord record(JsonNode line, Dataset dataset) {
    JsonNode value = line.get("value");
    return new KafkaRecord(
        dataset.topic(),
        line.get("epoch").intValue(),
        line.get("partition").intValue(),
        line.get("offset").longValue(),
        CLOCK.instant(),
        null,
        value.isNull() ? null : value.toString().getBytes(StandardCharsets.UTF_8),
        List.of());
  }

  private static Coverage offsets(List<KafkaRecord> batch) {
    Coverage offsets = Coverage.NONE;
    for (KafkaRecord record : batch) {
      offsets =
          offsets.with(
              record.topicPartition(), new OffsetRange(record.offset(), record.offset() + 1));
    }
    return offsets;
  }

  private List<JsonNode> silver(Dataset dataset) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String row :
        TestSpark.session()
            .read()
            .format("delta")
            .load(new Lake(lake.toString()).silver(dataset.name()))
            .orderBy(dataset.keys().stream().map(functions::col).toArray(Column[]::new))
            .drop(OwnColumns.APPLIED_AT)
            .select(functions.to_json(functions.struct("*"), Map.of("ignoreNullFields", "false")))
            .as(Encoders.STRING())
            .collectAsList()) {
      rows.add(JSON.readTree(row));
    }
    return rows;
  }

  private static List<JsonNode> lines(String file) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : Files.readAllLines(STORIES.resolve(file))) {
      nodes.add(JSON.readTree(line));
    }
    return nodes;
  }

  private static Dataset dataset(JsonNode told) {
    List<String> keys = new ArrayList<>();
    told.get("keys").forEach(key -> keys.add(key.textValue()));
    List<String> columns = new ArrayList<>();
    told.get("columns").forEach(column -> columns.add(column.textValue()));
    Dataset dataset =
        Datasets.of(told.get("name").textValue(), keys, columns.toArray(String[]::new));
    JsonNode interval = told.path("interval");
    return interval.isMissingNode()
        ? dataset
        : Datasets.daily(
            dataset,
            interval.get("column").textValue(),
            ZoneId.of(interval.get("zone").textValue()));
  }
}
