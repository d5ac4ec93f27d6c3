package dev.tidemark.transform.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.transform.bronze.KafkaRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

final class HeartbeatReaderTest {
  private static final Instant CLOCK = Instant.ofEpochMilli(1_700_000_000_123L);
  private static final Schema HEARTBEAT =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Heartbeat","namespace":"io.debezium.connector.common",
               "fields":[{"name":"ts_ms","type":"long"}],
               "connect.version":1,"connect.name":"io.debezium.connector.common.Heartbeat"}""");

  private final HeartbeatReader reader =
      new HeartbeatReader(id -> id == 4 ? Optional.of(HEARTBEAT) : Optional.empty());

  @Test
  void readsTheClockOfAvro() {
    GenericRecord beat = new GenericData.Record(HEARTBEAT);
    beat.put("ts_ms", CLOCK.toEpochMilli());

    assertThat(clock(Envelopes.framed(4, HEARTBEAT, beat))).contains(CLOCK);
    assertThat(clock(Envelopes.framed(5, HEARTBEAT, beat))).isEmpty();
  }

  @Test
  void readsTheClockOfJson() {
    assertThat(
            json(
                """
                {"schema":{"type":"struct","fields":[{"type":"int64","optional":false,"field":"ts_ms"}],
                 "optional":false,"name":"io.debezium.connector.common.Heartbeat","version":1},
                 "payload":{"ts_ms":1700000000123}}"""))
        .contains(CLOCK);
    assertThat(json("{\"ts_ms\":1700000000123}")).contains(CLOCK);
  }

  @Test
  void readsOfWhichTaskItIs() {
    KafkaRecord beat =
        Things.record(
            null,
            "{\"ts_ms\":1700000000123,\"task\":2,\"tasks\":3}".getBytes(StandardCharsets.UTF_8));

    assertThat(reader.read(beat)).contains(new Heartbeat(CLOCK, 2, 3));
  }

  @Test
  void findsNoClockInAnythingElse() {
    assertThat(clock(null)).isEmpty();
    assertThat(clock(new byte[0])).isEmpty();
    assertThat(json("{}")).isEmpty();
    assertThat(json("{\"ts_ms\":\"now\"}")).isEmpty();
    assertThat(json("{\"ts_ms\":1700")).isEmpty();
  }

  private Optional<Instant> json(String text) {
    return clock(text.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<Instant> clock(byte[] value) {
    return reader.read(Things.record(null, value)).map(Heartbeat::clock);
  }
}
