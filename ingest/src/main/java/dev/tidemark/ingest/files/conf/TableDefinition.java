package dev.tidemark.ingest.files.conf;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** What may stand in {@code table.<name>.*}. */
final class TableDefinition {
  static final ConfigDef DEF = definition();

  private TableDefinition() {}

  private static ConfigDef definition() {
    return new ConfigDef()
        .define(
            "topic",
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Checks.of("a topic", Checks::topic),
            Importance.HIGH,
            "Topic of the rows.")
        .define(
            "pattern",
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Checks.of("a glob", Checks::glob),
            Importance.HIGH,
            "Which files below the folder are the table's, as a glob; * stays within a folder, ** does not.")
        .define(
            "format",
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            ValidString.in(FileFormat.words().toArray(String[]::new)),
            Importance.HIGH,
            "What the files are; gzip is noticed by itself.")
        .define(
            "columns",
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Importance.HIGH,
            "JSON list of {name, field, type, format}: field is the name in the file if it differs, format how a date or time is written, or a boolean's two words such as Y|N.")
        .define(
            "key",
            ConfigDef.Type.LIST,
            List.of(),
            Importance.HIGH,
            "Columns that name a row; without them its file and position do.")
        .define(
            "event-time",
            ConfigDef.Type.STRING,
            "",
            Importance.LOW,
            "Column of type timestamp with the time of the event; the file's own time if absent.")
        .define(
            "delimiter",
            ConfigDef.Type.STRING,
            ",",
            Checks.of("a character", Checks::character),
            Importance.MEDIUM,
            "Between the fields of CSV.")
        .define(
            "quote",
            ConfigDef.Type.STRING,
            "\"",
            Checks.of("a character or nothing", Checks::characterOrNone),
            Importance.MEDIUM,
            "Around fields of CSV; empty if quotes mean nothing.")
        .define(
            "header",
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.MEDIUM,
            "Whether the first record of CSV names the fields; else the columns are in the file's order.")
        .define(
            "null.marks",
            ConfigDef.Type.LIST,
            List.of(),
            Importance.MEDIUM,
            "Unquoted texts of CSV that mean null; an empty field always does.")
        .define(
            "charset",
            ConfigDef.Type.STRING,
            "UTF-8",
            Checks.of("a charset", Checks::charset),
            Importance.MEDIUM,
            "Of CSV and JSON lines; other formats say it themselves.")
        .define(
            "date.format",
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "How dates are written, as Java's DateTimeFormatter has it; ISO 8601 if empty.")
        .define(
            "timestamp.format",
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "How timestamps are written, likewise.")
        .define(
            "zone",
            ConfigDef.Type.STRING,
            "UTC",
            Checks.of("a time zone", Checks::zone),
            Importance.MEDIUM,
            "Of timestamps that name none.")
        .define(
            "number.decimal",
            ConfigDef.Type.STRING,
            ".",
            Checks.of("'.' or ','", Checks::decimal),
            Importance.MEDIUM,
            "Between whole and fraction of a number.")
        .define(
            "number.grouping",
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "Between groups of three digits; empty if there are none.")
        .define(
            "record.path",
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "Names down to the list of records of a JSON file, or to a record's element of XML, with / between.");
  }
}
