package dev.tidemark.transform.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.sequence.Sequence;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Envelopes to changes; each case in Avro, JSON with its schema and JSON without. */
final class RecordDecoderTest {
  private static final Map<String, Object> OLD = Map.of("id", 1L, "name", "a", "spare", "x");
  private static final Map<String, Object> NEW = Map.of("id", 1L, "name", "b", "spare", "x");

  private final Envelopes envelopes =
      new Envelopes(
          List.of(
              ConnectColumn.of("id", "int64"),
              ConnectColumn.of("name", "string"),
              ConnectColumn.of("spare", "string")));

  @Test
  void takesTheColumnsOfConfInTheirOrderAndIgnoresOthers() {
    RecordDecoder decoder =
        decoder(List.of("id"), Things.column("name", "string"), Things.column("id", "int"));

    assertThat(decoder.schema()).isEqualTo(StructType.fromDDL("name STRING, id INT"));
    for (Decoded decoded : decodeAll(decoder, "c", null, NEW)) {
      Change change = only(decoded);
      assertThat(change.row()).isEqualTo(RowFactory.create("b", 1));
      assertThat(change.key()).isEqualTo(RowFactory.create(1));
      assertThat(change.op()).isEqualTo(Op.CREATE);
      assertThat(change.sequence()).isEqualTo(new Sequence(1, 2, 3));
      assertThat(change.deleted()).isFalse();
    }
  }

  @Test
  void tellsOperationsSourceTimeAndSnapshot() {
    Map<String, Snapshot> snapshots =
        Map.of(
            "false", Snapshot.NONE,
            "true", Snapshot.INITIAL_OPEN,
            "first", Snapshot.INITIAL_OPEN,
            "first_in_data_collection", Snapshot.INITIAL_OPEN,
            "last_in_data_collection", Snapshot.INITIAL_OPEN,
            "last", Snapshot.INITIAL_LAST,
            "incremental", Snapshot.INCREMENTAL);
    snapshots.forEach(
        (text, snapshot) -> {
          envelopes.source(1_700_000_000_123L, text);
          for (Decoded decoded : decodeAll(decoder(), "r", null, NEW)) {
            assertThat(only(decoded).op()).isEqualTo(Op.READ);
            assertThat(only(decoded).op().letter()).isEqualTo("r");
            assertThat(only(decoded).snapshot()).isEqualTo(snapshot);
            assertThat(only(decoded).sourceTs()).contains(Instant.ofEpochMilli(1_700_000_000_123L));
          }
        });
  }

  @Test
  void doesNotTakeZeroForASourceTime() {
    envelopes.source(0, "false");

    for (Decoded decoded : decodeAll(decoder(), "c", null, NEW)) {
      assertThat(only(decoded).sourceTs()).isEmpty();
    }
  }

  @Test
  void keepsTheLastValuesOfADeletedRow() {
    for (Decoded decoded : decodeAll(decoder(), "d", OLD, null)) {
      assertThat(only(decoded).deleted()).isTrue();
      assertThat(only(decoded).row()).isEqualTo(RowFactory.create(1L, "a"));
    }
  }

  @Test
  void deletesByTheRecordsKeyWhereTheOldRowIsMissing() {
    RecordDecoder decoder = decoder();
    byte[] avro = envelopes.avro("d", null, null);
    byte[] json = envelopes.json("d", null, null);

    for (Decoded decoded :
        List.of(
            decoder.decode(Things.record(envelopes.avroKey(Map.of("id", 5L)), avro)),
            decoder.decode(Things.record(envelopes.jsonKey(Map.of("id", 5L)), json)))) {
      assertThat(only(decoded).row()).isEqualTo(RowFactory.create(5L, null));
      assertThat(only(decoded).key()).isEqualTo(RowFactory.create(5L));
    }
    refused(decoder.decode(Things.record(null, avro)), "null-key", "tells no row");
  }

  @Test
  void makesTwoChangesOfAnUpdateThatMovesTheKey() {
    RecordDecoder decoder =
        decoder(List.of("name"), Things.column("id", "bigint"), Things.column("name", "string"));

    for (Decoded decoded : decodeAll(decoder, "u", OLD, NEW)) {
      List<Change> changes = ((Decoded.Applied) decoded).changes();
      assertThat(changes).extracting(Change::op).containsExactly(Op.DELETE, Op.UPDATE);
      assertThat(changes)
          .extracting(Change::key)
          .containsExactly(new KeyRow(new Object[] {"a"}), new KeyRow(new Object[] {"b"}));
      assertThat(changes.get(0).row()).isEqualTo(RowFactory.create(1L, "a"));
      assertThat(changes.get(0).sequence()).isEqualTo(changes.get(1).sequence());
    }
  }

  @Test
  void makesOneChangeOfAnUpdateThatKeepsTheKeyOrDoesNotTellTheOldOne() {
    for (Map<String, Object> before : Arrays.asList(OLD, null, Map.of("name", (Object) "a"))) {
      for (Decoded decoded : decodeAll(decoder(), "u", before, NEW)) {
        assertThat(only(decoded).row()).isEqualTo(RowFactory.create(1L, "b"));
      }
    }
  }

  @Test
  void filtersTombstones() {
    assertThat(decoder().decode(Things.record(new byte[0], null)))
        .isInstanceOfSatisfying(
            Decoded.Filtered.class,
            filtered -> assertThat(filtered.reason()).isEqualTo("tombstone"));
  }

  @Test
  void readsAColumnThatTheWriterHadNotYetAsNull() {
    RecordDecoder decoder =
        decoder(List.of("id"), Things.column("id", "bigint"), Things.column("later", "int"));

    for (Decoded decoded : decodeAll(decoder, "c", null, NEW)) {
      assertThat(only(decoded).row()).isEqualTo(RowFactory.create(1L, null));
    }
  }

  @Test
  void findsColumnsUnderTheNameThatAvroGivesThem() {
    Envelopes adjusted =
        new Envelopes(
            List.of(ConnectColumn.of("Order_ID", "int64"), ConnectColumn.of("_1st", "string")));
    Dataset dataset =
        Things.of(
            List.of("order_id"),
            new Dataset.Column("order_id", "Order ID", "bigint", false),
            new Dataset.Column("c_1st", "1st", "string", true));

    Decoded decoded =
        RecordDecoder.of(dataset, adjusted)
            .decode(
                Things.record(null, adjusted.avro("c", null, Map.of("Order_ID", 4L, "_1st", "x"))));

    assertThat(only(decoded).row()).isEqualTo(RowFactory.create(4L, "x"));
  }

  @Test
  void keysOfBytesAreEqualByTheirBytes() {
    KeyRow one = new KeyRow(new Object[] {new byte[] {1, 2}, 3L});
    KeyRow same = new KeyRow(new Object[] {new byte[] {1, 2}, 3L});

    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(one).isNotEqualTo(new KeyRow(new Object[] {new byte[] {1, 3}, 3L}));
  }

  @Test
  void quarantinesWhatHasNoKey() {
    for (Decoded decoded : decodeAll(decoder(), "c", null, Map.of("name", "a"))) {
      refused(
          decoded,
          "missing-key",
          "key column 'id' is null or not in the record; keys: of dataset things must name columns that every row has");
    }
  }

  @Test
  void quarantinesTruncatesAndOperationsItDoesNotKnow() {
    for (Decoded decoded : decodeAll(decoder(), "t", null, null)) {
      refused(
          decoded,
          "truncate",
          "the table was emptied by TRUNCATE, which names no rows: silver keeps those that it had. Empty a followed table by DELETE; to take these rows out now, insert their keys again and DELETE them");
    }
    for (Decoded decoded : decodeAll(decoder(), "m", null, null)) {
      refused(decoded, "unknown-operation", "operation of 1 characters is none of c, u, d, r");
    }
  }

  @Test
  void quarantinesAnEnvelopeWithoutTheRowAfter() {
    for (Decoded decoded : decodeAll(decoder(), "u", OLD, null)) {
      refused(decoded, "not-an-envelope", "operation 'u' comes without the row after it");
    }
  }

  @Test
  void refusesDatasetsThatNoRecordCanFill() {
    assertThatThrownBy(
            () -> RecordDecoder.of(Things.of(List.of("id"), bad("array<int>")), envelopes))
        .hasMessageStartingWith(
            "column 'id' of dataset things: type array<int> cannot be a column's; use boolean,");
    assertThatThrownBy(() -> decoder(List.of("nr"), Things.column("id", "bigint")))
        .hasMessage("keys [nr] of dataset things are not all among its columns [id]");
  }

  private static Dataset.Column bad(String type) {
    return Things.column("id", type);
  }

  private RecordDecoder decoder() {
    return decoder(List.of("id"), Things.column("id", "bigint"), Things.column("name", "string"));
  }

  private RecordDecoder decoder(List<String> keys, Dataset.Column... columns) {
    return RecordDecoder.of(Things.of(keys, columns), envelopes);
  }

  private List<Decoded> decodeAll(
      RecordDecoder decoder, String op, Map<String, Object> before, Map<String, Object> after) {
    return List.of(
        decoder.decode(Things.record(null, envelopes.avro(op, before, after))),
        decoder.decode(Things.record(null, envelopes.json(op, before, after))),
        // again: behind the same schema, only the payload is parsed
        decoder.decode(Things.record(null, envelopes.json(op, before, after))),
        decoder.decode(Things.record(null, envelopes.bareJson(op, before, after))));
  }

  private static Change only(Decoded decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Applied.class);
    List<Change> changes = ((Decoded.Applied) decoded).changes();
    assertThat(changes).hasSize(1);
    return changes.get(0);
  }

  private static void refused(Decoded decoded, String code, String message) {
    assertThat(decoded).isInstanceOf(Decoded.Quarantined.class);
    assertThat(((Decoded.Quarantined) decoded).code()).isEqualTo(code);
    assertThat(((Decoded.Quarantined) decoded).message()).endsWith(message);
  }
}
