package dev.tidemark.transform.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.decode.value.ConnectType;
import dev.tidemark.transform.fixture.Datasets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A writer schema that has more than the dataset, by Avro and by JSON. */
final class DriftTest {
  private static final ConnectColumn ID = ConnectColumn.of("id", "int32");
  private static final Dataset DATASET =
      Things.of(
          List.of("id"), Things.column("id", "int"), Things.column("amount", "decimal(10,2)"));

  private enum Form {
    AVRO,
    JSON
  }

  @ParameterizedTest
  @EnumSource
  void aNewColumnIsSeenAndItsValuesComeWithTheGrownDataset(Form form) {
    Envelopes wider = new Envelopes(List.of(ID, amount(12), ConnectColumn.of("number", "int16")));
    RecordDecoder decoder = RecordDecoder.of(DATASET, wider);

    decode(decoder, form, wider, Map.of("id", 1, "number", 7));
    Dataset grown = decoder.grown().orElseThrow();

    assertThat(grown.columns())
        .containsExactly(
            Things.column("id", "int"),
            Things.column("amount", "decimal(12,2)"),
            Things.column("number", "smallint"));
    RecordDecoder next = RecordDecoder.of(grown, wider);
    assertThat(decode(next, form, wider, Map.of("id", 1, "number", 7)))
        .isInstanceOfSatisfying(
            Decoded.Applied.class,
            applied ->
                assertThat(applied.changes().get(0).row())
                    .isEqualTo(RowFactory.create(1, null, (short) 7)));
    assertThat(next.grown()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aNarrowerSchemaNeedsNothingAndLacksNothing(Form form) {
    Envelopes older = new Envelopes(List.of(ConnectColumn.of("id", "int16")));
    RecordDecoder decoder = RecordDecoder.of(DATASET, older);

    assertThat(decode(decoder, form, older, Map.of("id", 1)))
        .isInstanceOfSatisfying(
            Decoded.Applied.class,
            applied ->
                assertThat(applied.changes().get(0).row()).isEqualTo(RowFactory.create(1, null)));
    assertThat(decoder.grown()).isEmpty();
  }

  @Test
  void whatSeveralSchemasHaveIsGrownAtOnce() {
    RecordDecoder decoder = RecordDecoder.of(DATASET, id -> Optional.empty());

    decode(
        decoder,
        Form.JSON,
        new Envelopes(List.of(ConnectColumn.of("id", "int64"), ConnectColumn.of("a", "int32"))),
        Map.of("id", 1));
    decode(
        decoder,
        Form.JSON,
        new Envelopes(List.of(ID, ConnectColumn.of("a", "int64"), ConnectColumn.of("b", "string"))),
        Map.of("id", 1));

    assertThat(decoder.grown().orElseThrow().columns())
        .containsExactly(
            Things.column("id", "bigint"),
            Things.column("amount", "decimal(10,2)"),
            Things.column("a", "bigint"),
            Things.column("b", "string"));
  }

  @Test
  void aDeclaredColumnNeverGrows() {
    Dataset declared = Datasets.declaring(DATASET, Map.of("id", "int"));
    RecordDecoder decoder = RecordDecoder.of(declared, id -> Optional.empty());
    Envelopes wider = new Envelopes(List.of(ConnectColumn.of("id", "int64")));

    assertThat(decode(decoder, Form.JSON, wider, Map.of("id", 1)))
        .isInstanceOf(Decoded.Applied.class);
    assertThat(decode(decoder, Form.JSON, wider, Map.of("id", 3_000_000_000L)))
        .isInstanceOfSatisfying(
            Decoded.Quarantined.class,
            kept -> assertThat(kept.code()).isEqualTo("value-does-not-fit"));
    assertThat(decoder.grown()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aStrictDatasetKeepsTheRecordsAside(Form form) {
    Dataset strict = Datasets.strict(DATASET);
    Envelopes wider =
        new Envelopes(
            List.of(ConnectColumn.of("id", "int64"), amount(10), ConnectColumn.of("n", "string")));
    RecordDecoder decoder = RecordDecoder.of(strict, wider);

    assertThat(decode(decoder, form, wider, Map.of("id", 1L)))
        .isInstanceOfSatisfying(
            Decoded.Quarantined.class,
            kept -> {
              assertThat(kept.code()).isEqualTo("schema-changed");
              assertThat(kept.message())
                  .isEqualTo(
                      "the source has columns that conf has not, or wider ones (id bigint, n string), and on-schema-change of dataset things is strict; run 'tidemark ingest apply' to take them and start the stream again, then 'tidemark backfill run --dataset things --route bronze' applies what is kept here");
            });
    assertThat(decoder.grown()).isEmpty();
    Envelopes same = new Envelopes(List.of(ID, amount(10)));
    assertThat(decode(decoder, Form.JSON, same, Map.of("id", 1)))
        .isInstanceOf(Decoded.Applied.class);
  }

  @Test
  void aColumnThatSilverCannotTakeKeepsTheRecordsAside() {
    Map<ConnectColumn, String> refused = new LinkedHashMap<>();
    refused.put(
        ConnectColumn.decimal("money", 2), "'money' has a type that has no place in silver");
    refused.put(ConnectColumn.of("_op", "string"), "column '_op' begins with an underscore");
    refused.put(ConnectColumn.of("AMOUNT", "int32"), "'amount' and 'AMOUNT' both become 'AMOUNT'");
    refused.forEach(
        (column, why) -> {
          RecordDecoder decoder = RecordDecoder.of(DATASET, id -> Optional.empty());
          Envelopes envelopes = new Envelopes(List.of(ID, amount(10), column));

          assertThat(decode(decoder, Form.JSON, envelopes, Map.of("id", 1)))
              .isInstanceOfSatisfying(
                  Decoded.Quarantined.class,
                  kept -> {
                    assertThat(kept.code()).isEqualTo("schema-changed");
                    assertThat(kept.message())
                        .startsWith("the source has a column that silver cannot take: " + why)
                        .contains("change it at the source");
                  });
          assertThat(decoder.grown()).isEmpty();
        });
  }

  @Test
  void aNewColumnGetsALegalName() {
    ConnectType row =
        new ConnectType(
            ConnectType.Kind.STRUCT,
            "",
            Map.of(),
            List.of(
                new ConnectType.Field("Order No", 0, ConnectType.of(ConnectType.Kind.INT32)),
                new ConnectType.Field("_1st", 1, ConnectType.of(ConnectType.Kind.STRING))));

    assertThat(Drift.of(DATASET, row).grown())
        .containsExactly(
            new Dataset.Column("order_no", "Order No", "int", true),
            new Dataset.Column("c_1st", "1st", "string", true));
  }

  /** Text to number: nothing wider holds both, so each value is looked at. */
  @Test
  void anotherTypeGoesValueByValue() {
    RecordDecoder decoder = RecordDecoder.of(DATASET, id -> Optional.empty());
    Envelopes text = new Envelopes(List.of(ID, ConnectColumn.of("amount", "string")));

    assertThat(
            Stream.of("12.50", "twelve")
                .map(
                    amount ->
                        decode(decoder, Form.JSON, text, Map.of("id", 1, "amount", amount))
                            .getClass()
                            .getSimpleName()))
        .containsExactly("Applied", "Quarantined");
    assertThat(decoder.grown()).isEmpty();
  }

  private static ConnectColumn amount(int precision) {
    return new ConnectColumn(
        "amount",
        "bytes",
        "org.apache.kafka.connect.data.Decimal",
        Map.of("scale", "2", "connect.decimal.precision", Integer.toString(precision)));
  }

  private static Decoded decode(
      RecordDecoder decoder, Form form, Envelopes envelopes, Map<String, Object> after) {
    byte[] value =
        form == Form.AVRO ? envelopes.avro("c", null, after) : envelopes.json("c", null, after);
    return decoder.decode(Things.record(null, value));
  }
}
