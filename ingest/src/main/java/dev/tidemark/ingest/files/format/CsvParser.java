package dev.tidemark.ingest.files.format;

import dev.tidemark.ingest.files.conf.TableConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Records of CSV, their fields found by the header's names, or by place where there is none. */
final class CsvParser implements LineParser {
  private final TableConfig table;
  private final CsvFields fields;
  private final StrictText text;
  private List<String> names;
  private int[] columns;

  CsvParser(TableConfig table) {
    this.table = table;
    this.fields = new CsvFields(table.csv());
    this.text = new StrictText(table.charset());
    this.names = table.columns().stream().map(column -> column.field()).toList();
    this.columns = identity(names.size());
  }

  @Override
  public boolean hasHeader() {
    return table.csv().header();
  }

  @Override
  public List<Piece.Drifted> header(byte[] record) throws BadRecordException {
    List<String> found = new ArrayList<>();
    for (String name : fields.of(text.of(record))) {
      found.add(name == null ? "" : name.strip());
    }
    List<String> wanted = table.columns().stream().map(column -> column.field()).toList();
    Set<String> seen = new HashSet<>();
    for (String name : found) {
      if (!seen.add(name) && wanted.contains(name)) {
        throw new BadRecordException("it names '%s' twice".formatted(name));
      }
    }
    names = found;
    columns = found.stream().mapToInt(wanted::indexOf).toArray();
    return HeaderDrift.of(wanted, found);
  }

  @Override
  public Piece.Row row(byte[] record, Piece.Place place) throws BadRecordException {
    List<String> found = fields.of(text.of(record));
    if (found.size() < names.size() || (hasHeader() && found.size() > names.size())) {
      throw new BadRecordException(
          "it has %s fields, and the %s %s"
              .formatted(found.size(), hasHeader() ? "header" : "table", names.size()));
    }
    Object[] values = new Object[table.columns().size()];
    Arrays.fill(values, Piece.ABSENT);
    Map<String, Object> extra = Map.of();
    for (int i = 0; i < found.size(); i++) {
      int column = i < columns.length ? columns[i] : -1;
      if (column >= 0) {
        values[column] = found.get(i);
      } else {
        extra = extra.isEmpty() ? new LinkedHashMap<>() : extra;
        extra.put(i < names.size() ? names.get(i) : "field " + (i + 1), found.get(i));
      }
    }
    return new Piece.Row(values, extra, record, place);
  }

  private static int[] identity(int size) {
    int[] columns = new int[size];
    Arrays.setAll(columns, i -> i);
    return columns;
  }
}
