package dev.tidemark.ingest.columns;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values of a dataset that may arrive as others than the source has, column by column. */
public final class ArrivalWarnings {
  private final Dataset dataset;
  private final Source.Kind kind;
  private final Source.Format format;

  public ArrivalWarnings(Dataset dataset, Source.Kind kind, Source.Format format) {
    this.dataset = dataset;
    this.kind = kind;
    this.format = format;
  }

  public List<String> of(SourceTable table) {
    List<String> warnings = new ArrayList<>();
    for (SourceColumn column : table.columns()) {
      if (format == Source.Format.AVRO && column.nullable()) {
        column.defaultValue().ifPresent(value -> warnings.add(nullBecomes(value, column)));
      }
      switch (kind) {
        case MARIADB, MYSQL -> uuid(column).ifPresent(warnings::add);
        case POSTGRES -> numeric(column).ifPresent(warnings::add);
        case FILES -> {}
      }
    }
    return warnings;
  }

  /** Apicurio's converter cannot be told to leave a NULL as it is. */
  private String nullBecomes(String value, SourceColumn column) {
    return "dataset %s: column '%s' of %s may be NULL and has the default %s: in Avro, a NULL in it arrives as the default; write format: json in conf/sources/%s.yaml, or drop the default or make the column NOT NULL at the source"
        .formatted(dataset.name(), column.name(), dataset.table(), value, dataset.source());
  }

  /** The log leaves zero bytes at the end out; the connector fills up at the front. */
  private Optional<String> uuid(SourceColumn column) {
    if (!column.type().name().equals("uuid")) {
      return Optional.empty();
    }
    return Optional.of(
        "dataset %s: column '%s' of %s is a uuid: Debezium 3.5.0 reads one that ends in 00 wrong from the log, as another uuid; make it char(36) at the source"
            .formatted(dataset.name(), column.name(), dataset.table()));
  }

  /** Declared, it is a decimal, and a value that does not fit is quarantined. */
  private Optional<String> numeric(SourceColumn column) {
    boolean open = column.type().name().equals("numeric") && column.type().precision() == 0;
    return open && !dataset.declared().containsKey(column.name())
        ? Optional.of(
            "dataset %s: column '%s' of %s is a numeric without digits of its own and comes as text, exactly; to calculate with it, write columns: {%s: \"decimal(38,10)\"} or as many digits as its values have"
                .formatted(dataset.name(), column.name(), dataset.table(), column.name()))
        : Optional.empty();
  }
}
