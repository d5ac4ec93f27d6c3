package dev.tidemark.ingest.trouble;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.contract.name.Topics;
import dev.tidemark.ingest.wire.ConnectValues;
import dev.tidemark.ingest.wire.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Dead letters and troubled files of a folder, from its topics. */
public final class FileTroubles {
  private static final Set<String> BAD = Set.of("broken", "changed", "drift", "unreadable");

  /** Files are told of that are well, too. */
  private static final int LOOK_BACK = 20;

  private final TopicTail tail;
  private final ConnectValues values;

  public FileTroubles(TopicTail tail, ConnectValues values) {
    this.tail = tail;
    this.values = values;
  }

  /**
   * The newest ones, oldest first.
   *
   * @param most how many
   */
  public List<Trouble> newest(String source, int most) {
    List<Trouble> all = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : tail.newest(Topics.deadLetters(source), most)) {
      all.add(
          values
              .read(record.value())
              .map(letter -> letter(source, record, letter))
              .orElseGet(() -> unread(source, record)));
    }
    for (ConsumerRecord<byte[], byte[]> record :
        tail.newest(Topics.fileEvents(source), most * LOOK_BACK)) {
      values
          .read(record.value())
          .filter(event -> BAD.contains(event.path("state").asText()))
          .ifPresent(event -> all.add(event(source, record, event)));
    }
    all.sort(Comparator.comparing(Trouble::at));
    return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
  }

  private static Trouble unread(String source, ConsumerRecord<byte[], byte[]> record) {
    return new Trouble(
        source,
        Instant.ofEpochMilli(record.timestamp()),
        "dead letter",
        "%s@%s".formatted(record.topic(), record.offset()),
        "it cannot be decoded: look whether format: and registry: are those it was written with",
        "");
  }

  private static Trouble letter(
      String source, ConsumerRecord<byte[], byte[]> record, JsonNode letter) {
    byte[] raw = Base64.getDecoder().decode(letter.path("raw").asText());
    return new Trouble(
        source,
        Instant.ofEpochMilli(record.timestamp()),
        "dead letter",
        "%s:%s".formatted(letter.path("file").asText(), letter.path("line").asLong()),
        letter.path("reason").asText(),
        new String(raw, StandardCharsets.UTF_8));
  }

  private static Trouble event(
      String source, ConsumerRecord<byte[], byte[]> record, JsonNode event) {
    return new Trouble(
        source,
        Instant.ofEpochMilli(record.timestamp()),
        event.path("state").asText(),
        event.path("file").asText(),
        event.path("detail").asText(""),
        "");
  }
}
