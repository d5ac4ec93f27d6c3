package dev.tidemark.transform.decode;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Dataset.Column;
import dev.tidemark.contract.conf.Dataset.OnSchemaChange;
import dev.tidemark.contract.name.Identifiers;
import dev.tidemark.transform.columns.Widening;
import dev.tidemark.transform.decode.value.ConnectType;
import dev.tidemark.transform.decode.value.ConnectType.Kind;
import dev.tidemark.transform.decode.value.SilverTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;

/**
 * How rows of one writer schema differ from a dataset's columns.
 *
 * @param grown columns that silver lacks, or has narrower, as it must have them
 * @param refusal why records of this schema cannot be applied; empty if they can
 * @param missing columns of the dataset that the schema has not
 */
record Drift(List<Column> grown, Optional<String> refusal, Set<String> missing) {
  /** Avro's names begin with no digit: {@code 1st} comes as {@code _1st}. */
  private static final Pattern DIGIT_IN_AVRO = Pattern.compile("^_([0-9])");

  static final Drift NONE = new Drift(List.of(), Optional.empty(), Set.of());

  static Drift of(Dataset dataset, ConnectType row) {
    return row.kind() == Kind.UNTYPED ? NONE : new Search(dataset).drift(row);
  }

  /** Columns with those of both, each as wide as the wider one. */
  static List<Column> merged(List<Column> columns, List<Column> grown) {
    Map<String, Column> merged = new LinkedHashMap<>();
    columns.forEach(column -> merged.put(column.name(), column));
    for (Column column : grown) {
      merged.merge(column.name(), column, Drift::wider);
    }
    return List.copyOf(merged.values());
  }

  private static Column wider(Column one, Column other) {
    DataType type = DataType.fromDDL(one.type());
    return Widening.of(type, DataType.fromDDL(other.type()))
        .filter(wide -> !wide.equals(type))
        .map(wide -> typed(one, wide))
        .orElse(one);
  }

  private static Column typed(Column column, DataType type) {
    return new Column(
        column.name(), column.source(), type.sql().toLowerCase(Locale.ROOT), column.nullable());
  }

  /** One look at one schema. */
  private static final class Search {
    private final Dataset dataset;
    private final Map<String, Column> bySource = new HashMap<>();
    private final Map<String, String> folded = new HashMap<>();
    private final Set<String> missing = new TreeSet<>();
    private final List<Column> grown = new ArrayList<>();
    private final List<String> impossible = new ArrayList<>();

    Search(Dataset dataset) {
      this.dataset = dataset;
      for (Column column : dataset.columns()) {
        bySource.put(RowReader.avroName(column.source()), column);
        folded.put(column.name().toLowerCase(Locale.ROOT), column.source());
        missing.add(column.name());
      }
      // a name as the source has it wins over one as Avro has it
      dataset.columns().forEach(column -> bySource.put(column.source(), column));
    }

    Drift drift(ConnectType row) {
      for (ConnectType.Field field : row.fields()) {
        Column column = bySource.get(field.name());
        if (column == null) {
          added(field);
        } else {
          missing.remove(column.name());
          widened(column, field.type());
        }
      }
      return new Drift(List.copyOf(grown), refusal(), Set.copyOf(missing));
    }

    private void widened(Column column, ConnectType type) {
      if (dataset.declared().containsKey(column.name())) {
        return; // what does not fit a declared type goes to quarantine
      }
      DataType had = DataType.fromDDL(column.type());
      SilverTypes.of(type)
          .flatMap(arriving -> Widening.of(had, DataType.fromDDL(arriving)))
          .filter(wide -> !wide.equals(had))
          .ifPresent(wide -> grown.add(typed(column, wide)));
    }

    private void added(ConnectType.Field field) {
      Optional<String> type = SilverTypes.of(field.type());
      if (type.isEmpty()) {
        impossible.add("'%s' has a type that has no place in silver".formatted(field.name()));
        return;
      }
      String source = DIGIT_IN_AVRO.matcher(field.name()).replaceFirst("$1");
      String name;
      try {
        name = Identifiers.of(source);
      } catch (IllegalArgumentException e) {
        impossible.add(e.getMessage());
        return;
      }
      String same = folded.putIfAbsent(name.toLowerCase(Locale.ROOT), source);
      if (same != null) {
        impossible.add("'%s' and '%s' both become '%s'".formatted(same, source, name));
        return;
      }
      grown.add(new Column(name, source, type.get(), true));
    }

    private Optional<String> refusal() {
      if (!impossible.isEmpty()) {
        return Optional.of(
            "the source has a column that silver cannot take: %s; change it at the source. What is kept here is in bronze too: 'tidemark backfill run --dataset %s --route bronze' applies it then"
                .formatted(String.join(", and ", impossible), dataset.name()));
      }
      if (dataset.onSchemaChange() == OnSchemaChange.STRICT && !grown.isEmpty()) {
        return Optional.of(
            "the source has columns that conf has not, or wider ones (%s), and on-schema-change of dataset %s is strict; run 'tidemark ingest apply' to take them and start the stream again, then 'tidemark backfill run --dataset %s --route bronze' applies what is kept here"
                .formatted(named(), dataset.name(), dataset.name()));
      }
      return Optional.empty();
    }

    private String named() {
      return grown.stream()
          .map(column -> column.name() + " " + column.type())
          .reduce((one, other) -> one + ", " + other)
          .orElseThrow();
    }
  }
}
