package dev.tidemark.ingest.infer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.FileSource;
import dev.tidemark.ingest.filesource.FileConnector;
import dev.tidemark.ingest.filesource.SampleTable;
import dev.tidemark.ingest.fixture.ConfFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sample shows, and that the connector then reads it so. */
final class ColumnsBlockTest {
  @TempDir private Path root;

  @Test
  void eachFieldGetsTheNarrowestTypeThatTakesAllValues() throws IOException {
    List<String> block =
        block(
            "format: csv",
            """
            Row ID,Order Date,when,at,Zip,Sales,Quantity,big,ok,note,empty,ratio
            1,11/8/2018,2024-05-01,2024-05-01 10:00:00,02134,261.96,2,12345678901,true,"a ""b""\",,1e3
            2,11/28/2018,2024-05-02,2024-05-01T10:00:00,90210,-4.5,3,2,FALSE,,,2
            """);

    assertThat(block)
        .containsExactly(
            "columns: # of 2 records",
            "  row_id: {type: int, field: Row ID}",
            "  order_date: {type: date, field: Order Date, format: \"M/d/yyyy\"}",
            "  when: date",
            "  at: timestamp_ntz",
            "  Zip: string",
            "  Sales: \"decimal(14,2)\"",
            "  Quantity: int",
            "  big: bigint",
            "  ok: boolean",
            "  note: string",
            "  empty: string",
            "  ratio: double",
            "# without key: rows are named by file and position; a value of its own has each: row_id, order_date, when, at, Zip, Sales, Quantity, big, ok, ratio");
  }

  @Test
  void datesThatCanBeReadTwoWaysAreTold() throws IOException {
    assertThat(block("format: csv", "d\n1/2/2024\n3/4/2024\n"))
        .contains("  d: {type: date, format: \"M/d/yyyy\"} # or d/M/yyyy: the sample fits both");
  }

  @Test
  void localNumbersAndAFileWithoutAHeader() throws IOException {
    assertThat(
            block(
                "format: csv, header: false, delimiter: ';', number-decimal: ',', number-grouping: '.'",
                "x;1.234,50;05.11.2026 09:30\ny;2,5;06.11.2026 23:59\n"))
        .contains(
            "  field_1: {type: string, field: field 1}",
            "  field_2: {type: \"decimal(14,2)\", field: field 2}",
            "  field_3: {type: timestamp_ntz, field: field 3, format: \"d.M.yyyy H:mm\"}");
  }

  @Test
  void jsonHasTypesOfItsOwn() throws IOException {
    assertThat(
            block(
                "format: json-lines",
                """
                {"id": 1, "price": 2.50, "paid": true, "at": "2024-05-01T10:00:00Z", "tags": ["a"]}
                {"id": 2, "price": 10, "at": "2024-05-01T10:00:00+02:00"}
                no JSON
                """))
        .contains(
            "  id: int",
            "  price: \"decimal(14,2)\"",
            "  paid: boolean",
            "  at: timestamp",
            "  tags: string")
        .anySatisfy(line -> assertThat(line).startsWith("# not read: line 3: broken JSON"));
  }

  @Test
  void recordsOfXml() throws IOException {
    assertThat(
            block(
                "format: xml, record-path: list/item",
                "<list><item no='1'><name>a</name></item><item no='2'><name>b</name></item></list>"))
        .contains("  no: {type: int, field: \"@no\"}", "  name: string");
  }

  @Test
  void whatIsProposedCanStandInConf() throws IOException {
    List<String> block = block("format: csv", "Order ID,Total €\nA-1,1.5\nA-2,2\n");
    Path file = root.resolve("sources/tills.yaml");
    FileSource before = (FileSource) conf().sources().get("tills");
    Files.write(file, SourceFile.with(Files.readAllLines(file), before.at(), "t", block));

    FileSource after = (FileSource) conf().sources().get("tills");
    assertThat(after.files().get(0).columns())
        .extracting(column -> column.name() + " " + column.type() + " " + column.field().orElse(""))
        .containsExactly("order_id string Order ID", "Total decimal(13,1) Total €");
    assertThat(FileConnector.settings(after, conf().platform()).problems()).isEmpty();
  }

  @Test
  void aTableOnOneLineHasNoPlaceForThem() {
    new ConfFolder(root)
        .file(
            "sources/tills.yaml",
            "kind: files\nfolder: /data\ntables:\n  t: {files: a, format: csv}\n  u:\n    files: b\n    format: csv\n");
    FileSource source = (FileSource) conf().sources().get("tills");
    List<String> lines =
        List.of(
            "kind: files",
            "folder: /data",
            "tables:",
            "  t: {files: a, format: csv}",
            "  u:",
            "    files: b",
            "    format: csv");
    assertThat(SourceFile.hasPlace(lines, source.at(), "t")).isFalse();
    assertThat(SourceFile.hasPlace(lines, source.at(), "u")).isTrue();
  }

  private Conf conf() {
    return new ConfFolder(root).conf();
  }

  private List<String> block(String table, String sample) throws IOException {
    Path file = root.resolve("sample");
    Files.writeString(file, sample);
    String keys = table.replaceAll(", (?=[a-z-]+:)", "\n    ");
    new ConfFolder(root)
        .file(
            "sources/tills.yaml",
            "kind: files\nfolder: /data\ntables:\n  t:\n    files: \"*\"\n    " + keys + "\n");
    FileSource source = (FileSource) conf().sources().get("tills");
    SampleTable read = SampleTable.of(source, source.files().get(0));
    return ColumnsBlock.of(
        Sample.of(file, read.config(), read.largestRecord(), 1_000), read.numbers(), read.zone());
  }
}
