package dev.tidemark.transform.decode;

import static java.util.Objects.requireNonNull;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.decode.value.UnfitException;
import dev.tidemark.transform.decode.wire.Payload;
import dev.tidemark.transform.decode.wire.Payloads;
import dev.tidemark.transform.decode.wire.Reason;
import dev.tidemark.transform.decode.wire.RefusedException;
import dev.tidemark.transform.registry.WriterSchemas;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Debezium's records of one dataset, in Avro or JSON, to changes. Every value arrives exactly or
 * its record is quarantined. Safe for several threads.
 */
public final class RecordDecoder {
  private static final Logger LOG = LoggerFactory.getLogger(RecordDecoder.class);

  private final Columns columns;
  private final AtomicReference<List<Dataset.Column>> seen;
  private final Set<Set<String>> said = ConcurrentHashMap.newKeySet();
  private final Payloads<Envelope> values;
  private final Payloads<RowReader> keys;

  private RecordDecoder(Columns columns, WriterSchemas schemas) {
    this.columns = columns;
    this.seen = new AtomicReference<>(columns.columns());
    this.values =
        new Payloads<>(
            "value", schemas, (type, encoding) -> met(Envelope.of(columns, type, encoding)));
    this.keys =
        new Payloads<>("key", schemas, (type, encoding) -> RowReader.of(columns, type, encoding));
  }

  /**
   * @throws IllegalArgumentException if the dataset's columns are not known, a key is not among
   *     them, or one has a type that no value can have
   */
  public static RecordDecoder of(Dataset dataset, WriterSchemas schemas) {
    return new RecordDecoder(Columns.of(dataset), requireNonNull(schemas, "schemas is null"));
  }

  /** Of {@link Change#row()}: the dataset's columns in conf order. */
  public StructType schema() {
    return columns.schema();
  }

  /**
   * The dataset with the columns that the records decoded so far have beyond its own; empty if they
   * have none. Their values are not in the changes: the records must be decoded again by the
   * decoder of that dataset.
   */
  public Optional<Dataset> grown() {
    List<Dataset.Column> now = seen.get();
    return now.equals(columns.columns())
        ? Optional.empty()
        : Optional.of(columns.of().withColumns(now));
  }

  /** Once for each schema; says each lack once. */
  private Envelope met(Envelope envelope) {
    Drift drift = envelope.drift();
    if (drift.refusal().isEmpty() && !drift.grown().isEmpty()) {
      seen.updateAndGet(columns -> Drift.merged(columns, drift.grown()));
    }
    if (!drift.missing().isEmpty() && said.add(drift.missing())) {
      LOG.atWarn()
          .addKeyValue("dataset", columns.dataset())
          .addKeyValue("columns", String.join(",", drift.missing()))
          .log(
              "rows of an older or newer schema lack these columns; where such a row is the newest of its key, they become null");
    }
    return envelope;
  }

  /** Never throws for what a record holds. */
  public Decoded decode(KafkaRecord record) {
    if (record.value() == null) {
      return new Decoded.Filtered(record, "tombstone");
    }
    try {
      return new Decoded.Applied(record, changes(record, values.read(record.value())));
    } catch (RefusedException e) {
      return new Decoded.Quarantined(record, e.reason().code(), e.getMessage());
    } catch (UnfitException e) {
      return new Decoded.Quarantined(
          record, Reason.UNDECODABLE.code(), "its envelope has " + e.getMessage());
    }
  }

  private List<Change> changes(KafkaRecord record, Payload<Envelope> payload) {
    Envelope envelope = payload.plan();
    Object struct = payload.struct();
    Op op = envelope.op(struct);
    envelope
        .drift()
        .refusal()
        .ifPresent(
            why -> {
              throw new RefusedException(Reason.SCHEMA_CHANGED, why);
            });
    Origin origin = new Origin(record, envelope, struct);
    if (op == Op.DELETE) {
      Object[] row =
          envelope
              .before(struct)
              .map(image -> image.reader().row(image.struct()))
              .orElseGet(() -> fromKey(record));
      return List.of(origin.change(requireKey(keyOf(row)), row, op));
    }
    Envelope.Image after =
        envelope
            .after(struct)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Reason.NOT_AN_ENVELOPE,
                        "operation '%s' comes without the row after it".formatted(op.letter())));
    Object[] row = after.reader().row(after.struct());
    Change change = origin.change(requireKey(keyOf(row)), row, op);
    return op == Op.UPDATE
        ? moved(origin, change).map(left -> List.of(left, change)).orElse(List.of(change))
        : List.of(change);
  }

  /** The delete of the key that an update left, if it did. */
  private Optional<Change> moved(Origin origin, Change change) {
    Optional<Envelope.Image> before = origin.envelope().before(origin.struct());
    if (before.isEmpty()) {
      return Optional.empty();
    }
    RowReader reader = before.get().reader();
    Object[] old = reader.key(before.get().struct());
    if (Arrays.asList(old).contains(null) || new KeyRow(old).equals(change.key())) {
      return Optional.empty(); // a source may leave out of the old image what did not change
    }
    return Optional.of(origin.change(old, reader.row(before.get().struct()), Op.DELETE));
  }

  /** A row of which only the key is known. */
  private Object[] fromKey(KafkaRecord record) {
    if (record.key() == null) {
      throw new RefusedException(
          Reason.NULL_KEY, "a delete without the row before it and without a key tells no row");
    }
    Payload<RowReader> key = keys.read(record.key());
    return key.plan().row(key.struct());
  }

  private Object[] keyOf(Object[] row) {
    return columns.keys().stream().map(position -> row[position]).toArray();
  }

  private Object[] requireKey(Object[] key) {
    for (int i = 0; i < key.length; i++) {
      if (key[i] == null) {
        throw new RefusedException(
            Reason.MISSING_KEY,
            "key column '%s' is null or not in the record; keys: of dataset %s must name columns that every row has"
                .formatted(columns.columns().get(columns.keys().get(i)).name(), columns.dataset()));
      }
    }
    return key;
  }

  /** What the changes of one record share. */
  private record Origin(KafkaRecord record, Envelope envelope, Object struct) {
    Change change(Object[] key, Object[] row, Op op) {
      return new Change(
          new KeyRow(key),
          RowFactory.create(row),
          op,
          record.sequence(),
          envelope.sourceTs(struct),
          envelope.snapshot(struct));
    }
  }
}
