package dev.tidemark.ingest.files.conf;

import dev.tidemark.ingest.files.value.BooleanWords;
import dev.tidemark.ingest.files.value.ColumnType;
import dev.tidemark.ingest.files.value.NumberStyle;
import dev.tidemark.ingest.files.value.TimeStyle;
import dev.tidemark.ingest.files.value.ValueReader;
import dev.tidemark.ingest.files.value.ValueReaders;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A column of a table of files.
 *
 * @param field its name in the files
 * @param format how dates and times are written, or a boolean's two words; empty for the table's
 */
public record Column(String name, String field, ColumnType type, Optional<String> format) {

  /**
   * @throws IllegalArgumentException if its format is none
   */
  ValueReader reader(NumberStyle numbers, Optional<String> tableFormat, ZoneId zone) {
    boolean words = type.kind() == ColumnType.Kind.BOOLEAN;
    TimeStyle times = new TimeStyle(words ? Optional.empty() : format.or(() -> tableFormat), zone);
    BooleanWords booleans =
        format.filter(text -> words).map(BooleanWords::parse).orElse(BooleanWords.PLAIN);
    return ValueReaders.of(type, numbers, times, booleans);
  }
}
