package dev.tidemark.transform.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.columns.ColumnsGrewException;
import dev.tidemark.transform.columns.Growth;
import dev.tidemark.transform.columns.SilverSchema;
import dev.tidemark.transform.fixture.CountingFence;
import dev.tidemark.transform.fixture.Datasets;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.registry.WriterSchemas;
import dev.tidemark.transform.silver.Precedence;
import dev.tidemark.transform.silver.Upsert;
import dev.tidemark.transform.silver.Upserts;
import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.table.StaleWriterException;
import dev.tidemark.transform.table.TableColumns;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Silver's table grows in the middle of its history, and is read and written as one. */
final class GrowingSilverIT {
  private static final int WIDER_ID = 300;
  private static final Dataset CONF =
      Datasets.of("t", List.of("id"), "id int", "amount decimal(10,2)", "part float");
  private static final Envelopes FIRST =
      new Envelopes(
          List.of(
              ConnectColumn.of("id", "int32"), amount(10, 2), ConnectColumn.of("part", "float")));
  private static final Envelopes WIDER =
      new Envelopes(
          List.of(
              ConnectColumn.of("id", "int64"),
              ConnectColumn.of("note", "string"),
              amount(14, 4),
              ConnectColumn.of("part", "double"),
              ConnectColumn.of("at", "int64", "io.debezium.time.MicroTimestamp")));
  private static final WriterSchemas SCHEMAS =
      id -> id == WIDER_ID ? WIDER.byId(Envelopes.VALUE_ID) : FIRST.byId(id);

  @TempDir private Path folder;
  private final SparkSession spark = TestSpark.session();
  private final Fence fence = new CountingFence("main", 2);
  private long offset;
  private int begun;

  private enum Form {
    AVRO,
    JSON
  }

  @ParameterizedTest
  @EnumSource
  void inMidHistory(Form form) {
    apply(CONF, first(form, 1, "1.25"), first(form, 2, "2.50"), first(form, 3, "3.75"));

    apply(
        CONF,
        wider(form, "u", 1, "123456789.1234", "grown"),
        first(form, 4, "4.00"),
        wider(form, "c", 3_000_000_000L, "0.0001", "wide"),
        wider(form, "d", 2, "2.5000", null));
    apply(CONF, first(form, 5, "5.00"), first(form, 3, "3.99"));

    assertThat(begun).as("openings of the table: one more for the growth").isEqualTo(4);
    assertThat(silver("id", "amount", "part", "note", "at"))
        .containsExactly(
            "1 123456789.1234 0.1 grown 1970-01-01T00:00:01.000001",
            "3 3.9900 0.5 null null",
            "4 4.0000 0.5 null null",
            "5 5.0000 0.5 null null",
            "3000000000 0.0001 0.1 wide 1970-01-01T00:00:01.000001");
    assertThat(columns())
        .startsWith(
            "id bigint", "amount decimal(14,4)", "part double", "note string", "at timestamp_ntz")
        .contains("_interval timestamp");
  }

  /** As ingest apply writes it: in the source's order, with what came meanwhile. */
  @Test
  void confThatKnowsMoreGrowsAndOrdersTheTable() {
    apply(CONF, first(Form.JSON, 1, "1.25"), first(Form.JSON, 2, "2.50"));
    Dataset applied =
        Datasets.of(
            "t",
            List.of("id"),
            "note string",
            "id bigint",
            "other date",
            "amount decimal(14,4)",
            "part double",
            "at timestamp_ntz");

    apply(applied, wider(Form.JSON, "u", 2, "9.8765", "new"), first(Form.JSON, 7, "7.00"));

    assertThat(begun).as("nothing grows in the batch").isEqualTo(2);
    assertThat(silver("note", "id", "other", "amount"))
        .containsExactly("null 1 null 1.2500", "new 2 null 9.8765", "null 7 null 7.0000");
    assertThat(columns())
        .startsWith(
            "note string", "id bigint", "other date", "amount decimal(14,4)", "part double");
  }

  @Test
  void aZombieGrowsNothing() {
    Fence zombie = new CountingFence("main", 1);
    apply(CONF, first(Form.JSON, 1, "1.25"));
    List<String> before = columns();
    Dataset grown = CONF.withColumns(List.of(Things.column("id", "bigint")));
    Dataset wanted = SilverSchema.known(grown, SilverSchema.of(CONF));

    assertThatThrownBy(() -> growth().bring(wanted, zombie))
        .isInstanceOf(StaleWriterException.class)
        .hasMessageContaining("Another process holds the lease of this lane; stop one of the two.");

    assertThat(columns()).isEqualTo(before);
  }

  @Test
  void aProcessThatMissedAGrowthIsTold() {
    apply(CONF, first(Form.JSON, 1, "1.25"));
    apply(CONF, wider(Form.JSON, "u", 1, "2.0000", "grown"));

    assertThatThrownBy(() -> growth().bring(CONF, fence))
        .isInstanceOf(ColumnsGrewException.class)
        .hasMessage(
            "silver of dataset t has other columns than when this process read them: id bigint, amount decimal(14,4), part double, note string, at timestamp_ntz");
  }

  /** One batch, begun anew for as long as silver grows, as a lane does it. */
  private void apply(Dataset conf, KafkaRecord... batch) {
    while (true) {
      begun++;
      Dataset dataset = known(conf);
      growth().bring(dataset, fence);
      RecordDecoder decoder = RecordDecoder.of(dataset, SCHEMAS);
      Upsert upsert = Upserts.indexed(spark, lake(), dataset, Clock.systemUTC());
      List<Change> changes = new ArrayList<>();
      for (KafkaRecord record : batch) {
        if (decoder.decode(record) instanceof Decoded.Applied applied) {
          changes.addAll(applied.changes());
        }
      }
      if (decoder.grown().isEmpty()) {
        assertThat(changes).hasSameSizeAs(batch);
        upsert.commit(upsert.prepare(changes, Precedence.NEWER), Coverage.NONE, fence);
        return;
      }
      growth().bring(decoder.grown().get(), fence);
    }
  }

  private Dataset known(Dataset conf) {
    return new TableColumns(spark, lake().silver("t"))
        .read()
        .map(silver -> SilverSchema.known(conf, silver))
        .orElse(conf);
  }

  private Growth growth() {
    return new Growth(spark, lake());
  }

  private Lake lake() {
    return new Lake(folder.toString());
  }

  private List<String> silver(String... names) {
    List<String> rows = new ArrayList<>();
    for (Row row :
        spark
            .read()
            .format("delta")
            .load(lake().silver("t"))
            .where("not _deleted")
            .orderBy("id")
            .selectExpr(names)
            .collectAsList()) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < names.length; i++) {
        values.add(String.valueOf(row.get(i)));
      }
      rows.add(String.join(" ", values));
    }
    return rows;
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>();
    for (var field : spark.read().format("delta").load(lake().silver("t")).schema().fields()) {
      columns.add(field.name() + " " + field.dataType().sql().toLowerCase(java.util.Locale.ROOT));
    }
    return columns;
  }

  private KafkaRecord first(Form form, int id, String amount) {
    Map<String, Object> row = Map.of("id", id, "amount", unscaled(amount), "part", 0.5f);
    return record(form == Form.AVRO ? FIRST.avro("c", null, row) : FIRST.json("c", null, row));
  }

  private KafkaRecord wider(Form form, String op, long id, String amount, String note) {
    Map<String, Object> row = new HashMap<>();
    row.put("id", id);
    row.put("note", note);
    row.put("amount", unscaled(amount));
    row.put("part", 0.1d);
    row.put("at", 1_000_001L);
    Map<String, Object> before = op.equals("d") ? row : null;
    Map<String, Object> after = op.equals("d") ? null : row;
    if (form == Form.JSON) {
      return record(WIDER.json(op, before, after));
    }
    byte[] value = WIDER.avro(op, before, after);
    ByteBuffer.wrap(value).putInt(1, WIDER_ID);
    return record(value);
  }

  private KafkaRecord record(byte[] value) {
    return new KafkaRecord("s.t", 1, 0, offset++, Instant.EPOCH, null, value, List.of());
  }

  private static byte[] unscaled(String amount) {
    return new BigDecimal(amount).unscaledValue().toByteArray();
  }

  private static ConnectColumn amount(int precision, int scale) {
    return new ConnectColumn(
        "amount",
        "bytes",
        "org.apache.kafka.connect.data.Decimal",
        Map.of(
            "scale",
            Integer.toString(scale),
            "connect.decimal.precision",
            Integer.toString(precision)));
  }
}
