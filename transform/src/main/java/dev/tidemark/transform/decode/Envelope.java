package dev.tidemark.transform.decode;

import dev.tidemark.transform.decode.value.ConnectType;
import dev.tidemark.transform.decode.value.ConnectType.Kind;
import dev.tidemark.transform.decode.wire.Encoding;
import dev.tidemark.transform.decode.wire.Reason;
import dev.tidemark.transform.decode.wire.RefusedException;
import java.time.Instant;
import java.util.Optional;

/** Where Debezium's envelopes of one schema have their parts. */
final class Envelope {
  private final Encoding encoding;
  private final Optional<ConnectType.Field> op;
  private final Drift drift;
  private final Part before;
  private final Part after;
  private final Optional<ConnectType.Field> source;
  private final Optional<ConnectType.Field> snapshot;
  private final Optional<ConnectType.Field> micros;
  private final Optional<ConnectType.Field> millis;

  /** The row before or after the change. */
  private record Part(Optional<ConnectType.Field> field, RowReader reader) {}

  /** An image of the row, ready to be read. */
  record Image(RowReader reader, Object struct) {}

  private Envelope(Columns columns, ConnectType type, Encoding encoding) {
    this.encoding = encoding;
    this.op = type.field("op");
    this.drift =
        type.field("after")
            .or(() -> type.field("before"))
            .filter(field -> isStruct(field.type()))
            .map(field -> Drift.of(columns.of(), field.type()))
            .orElse(Drift.NONE);
    this.before = part(columns, type, "before");
    this.after = part(columns, type, "after");
    this.source = type.field("source").filter(field -> isStruct(field.type()));
    this.snapshot = source.flatMap(field -> field.type().field("snapshot"));
    this.micros = source.flatMap(field -> field.type().field("ts_us"));
    this.millis = source.flatMap(field -> field.type().field("ts_ms"));
  }

  static Envelope of(Columns columns, ConnectType type, Encoding encoding) {
    return new Envelope(columns, type, encoding);
  }

  /** How its rows differ from the dataset's columns. */
  Drift drift() {
    return drift;
  }

  Op op(Object envelope) {
    String letter = text(envelope, op);
    if (letter == null) {
      throw new RefusedException(
          Reason.NOT_AN_ENVELOPE,
          "it has no 'op' and so is no change of Debezium; does the connector have a transform such"
              + " as ExtractNewRecordState? Take it off");
    }
    return switch (letter) {
      case "c" -> Op.CREATE;
      case "u" -> Op.UPDATE;
      case "d" -> Op.DELETE;
      case "r" -> Op.READ;
      case "t" ->
          throw new RefusedException(
              Reason.TRUNCATE,
              "the table was emptied by TRUNCATE, which names no rows: silver keeps those that it"
                  + " had. Empty a followed table by DELETE; to take these rows out now, insert"
                  + " their keys again and DELETE them");
      default ->
          throw new RefusedException(
              Reason.UNKNOWN_OPERATION,
              "operation of %s characters is none of c, u, d, r".formatted(letter.length()));
    };
  }

  Optional<Image> before(Object envelope) {
    return image(envelope, before);
  }

  Optional<Image> after(Object envelope) {
    return image(envelope, after);
  }

  /** By the source's clock; connectors write zero where they do not know. */
  Optional<Instant> sourceTs(Object envelope) {
    Object struct = source.map(field -> encoding.field(envelope, field)).orElse(null);
    if (struct == null) {
      return Optional.empty();
    }
    long us = number(struct, micros);
    if (us > 0) {
      return Optional.of(Instant.ofEpochSecond(us / 1_000_000, us % 1_000_000 * 1_000));
    }
    long ms = number(struct, millis);
    return ms > 0 ? Optional.of(Instant.ofEpochMilli(ms)) : Optional.empty();
  }

  Snapshot snapshot(Object envelope) {
    Object struct = source.map(field -> encoding.field(envelope, field)).orElse(null);
    String text = struct == null ? null : text(struct, snapshot);
    if (text == null || text.equals("false")) {
      return Snapshot.NONE;
    }
    return switch (text) {
      case "last" -> Snapshot.INITIAL_LAST;
      case "incremental" -> Snapshot.INCREMENTAL;
      default -> Snapshot.INITIAL_OPEN;
    };
  }

  private Part part(Columns columns, ConnectType type, String name) {
    Optional<ConnectType.Field> field = type.field(name).filter(found -> isStruct(found.type()));
    return new Part(
        field, field.map(found -> RowReader.of(columns, found.type(), encoding)).orElse(null));
  }

  private static boolean isStruct(ConnectType type) {
    return type.kind() == Kind.STRUCT || type.kind() == Kind.UNTYPED;
  }

  private Optional<Image> image(Object envelope, Part part) {
    return part.field()
        .map(field -> encoding.field(envelope, field))
        .map(struct -> new Image(part.reader(), struct));
  }

  private String text(Object struct, Optional<ConnectType.Field> field) {
    Object raw = field.map(found -> encoding.field(struct, found)).orElse(null);
    return raw == null ? null : encoding.plain(field.get().type()).of(raw).toString();
  }

  private long number(Object struct, Optional<ConnectType.Field> field) {
    Object raw = field.map(found -> encoding.field(struct, found)).orElse(null);
    Object plain = raw == null ? null : encoding.plain(field.get().type()).of(raw);
    return plain instanceof Long number ? number : 0;
  }
}
