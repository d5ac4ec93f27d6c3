package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvFilesTest {
  @TempDir private Path folder;
  private Worker worker;

  private Worker worker(String... more) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < more.length; i += 2) {
      settings.put("table.t." + more[i], more[i + 1]);
    }
    worker = new Worker(folder, settings);
    return worker;
  }

  @AfterEach
  void stop() {
    worker.close();
  }

  @Test
  void readsFieldsWithQuotesNewlinesAndDelimiters() throws IOException {
    worker().old("a.csv", "id,name\r\n1,\"a \"\"b\"\"\n, c\"\r\n2,plain\r\n3,\n4,\"\"\n");

    worker.work();

    assertThat(worker.names()).containsExactly("1=a \"b\"\n, c", "2=plain", "3=null", "4=");
    assertThat(worker.dead()).isEmpty();
  }

  @Test
  void carriesDebeziumsEnvelopeWithKeyAndPlace() throws IOException {
    worker().old("in/a.csv", "id,name\n7,x\n");

    worker.work();

    SourceRecord record = worker.of("rows").get(0);
    Struct value = (Struct) record.value();
    assertThat(record.valueSchema().name()).isEqualTo("rows.Envelope");
    assertThat(record.keySchema().name()).isEqualTo("rows.Key");
    assertThat(((Struct) record.key()).get("id")).isEqualTo(7L);
    assertThat(value.get("before")).isNull();
    assertThat(value.get("op")).isEqualTo("c");
    Struct source = value.getStruct("source");
    assertThat(source.get("connector")).isEqualTo("files");
    assertThat(source.get("name")).isEqualTo("files");
    assertThat(source.get("snapshot")).isEqualTo("false");
    assertThat(source.get("table")).isEqualTo("t");
    assertThat(source.get("file")).isEqualTo("in/a.csv");
    assertThat(source.get("position")).isEqualTo(8L);
    assertThat(source.get("line")).isEqualTo(2L);
    assertThat(source.get("ts_ms")).isEqualTo(Worker.NOW.minusSeconds(3_600).toEpochMilli());
    assertThat(record.headers().lastWithName("position").value()).isEqualTo(8L);
    value.validate();
  }

  @Test
  void namesARowByFileAndPositionWhereItHasNoKey() throws IOException {
    worker("key", "").old("a.csv", "id,name\n7,x\n7,x\n");

    worker.work();

    assertThat(worker.of("rows"))
        .extracting(SourceRecord::key)
        .extracting(Object::toString)
        .containsExactly(
            "Struct{file_name=a.csv,file_position=8}", "Struct{file_name=a.csv,file_position=12}");
    assertThat(worker.rows().get(1).get("file_position")).isEqualTo(12L);
  }

  @Test
  void readsAByteOrderMarkAnotherDelimiterAndNoHeader() throws IOException {
    worker("delimiter", ";", "header", "false").old("a.csv", "\uFEFF\"1\";x\n2;y");

    worker.work();

    assertThat(worker.names()).containsExactly("1=x", "2=y");
  }

  @Test
  void readsNullMarksOnlyWithoutQuotes() throws IOException {
    worker("null.marks", "NULL,-").old("a.csv", "id,name\n1,NULL\n2,\"NULL\"\n3,-\n");

    worker.work();

    assertThat(worker.names()).containsExactly("1=null", "2=NULL", "3=null");
  }

  @Test
  void readsAnotherCharset() throws IOException {
    worker("charset", "windows-1252")
        .old("a.csv", "id,name\n1,Käse €\n".getBytes(Charset.forName("windows-1252")));

    worker.work();

    assertThat(worker.names()).containsExactly("1=Käse €");
  }

  @Test
  void takesTextBehindAClosingQuoteAsOneBadLine() throws IOException {
    worker().old("a.csv", "id,name\n1,\"a\"b\n2,ok\n");

    worker.work();

    assertThat(worker.names()).containsExactly("2=ok");
    assertThat(worker.raws()).containsExactly("1,\"a\"b");
    assertThat(worker.reasons())
        .containsExactly(
            "broken quoting: text stands behind a closing quote; double the quotes within a field");
    assertThat(worker.dead().get(0).get("line")).isEqualTo(2L);
    assertThat(worker.dead().get(0).get("position")).isEqualTo(8L);
    assertThat(worker.dead().get(0).get("file")).isEqualTo("a.csv");
  }

  @Test
  void losesOneLineToAQuoteThatIsNeverClosed() throws IOException {
    worker().old("a.csv", "id,name\n1,\"open\n2,ok\n3,fine\n");

    worker.work();

    assertThat(worker.names()).containsExactly("2=ok", "3=fine");
    assertThat(worker.raws()).containsExactly("1,\"open");
    assertThat(worker.reasons())
        .containsExactly("broken quoting: a quote is opened and not closed by the file's end");
  }

  @Test
  void losesOneLineToAQuoteThatIsNotClosedWithinALargestRecord() throws IOException {
    worker();
    worker.settings.put("record.max-bytes", "1024");
    StringBuilder text = new StringBuilder("id,name\n1,\"open\n");
    for (int i = 2; i < 20_000; i++) {
      text.append(i).append(",ok\n");
    }
    worker.old("a.csv", text.toString());

    worker.work();

    assertThat(worker.names()).hasSize(19_998).startsWith("2=ok");
    assertThat(worker.reasons())
        .containsExactly(
            "broken quoting: a quote is opened and not closed within 1024 bytes (record.max-bytes)");
  }

  @Test
  void takesWhatIsNotOfItsCharsetAsBadAndReadsOn() throws IOException {
    worker().old("a.csv", "id,name\n1,K\u00e4se\n2,ok\n".getBytes(StandardCharsets.ISO_8859_1));

    worker.work();

    assertThat(worker.names()).containsExactly("2=ok");
    assertThat(worker.reasons())
        .containsExactly(
            "wrong charset: byte 0xE4 at byte 3 of the record is no UTF-8; set charset to what the file is written in");
    assertThat(worker.dead().get(0).getBytes("raw"))
        .isEqualTo("1,K\u00e4se".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void takesALineOf200MegabytesAsBadInBoundedMemory() throws IOException {
    worker();
    Path file = folder.resolve("a.csv");
    byte[] chunk = "x".repeat(1_048_576).getBytes(StandardCharsets.US_ASCII);
    try (var out = Files.newOutputStream(file)) {
      out.write("id,name\n1,".getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 200; i++) {
        out.write(chunk);
      }
      out.write("\n2,ok\n".getBytes(StandardCharsets.US_ASCII));
    }
    Files.setLastModifiedTime(file, FileTime.from(Worker.NOW.minusSeconds(60)));

    worker.work();

    assertThat(worker.names()).containsExactly("2=ok");
    assertThat(worker.reasons())
        .containsExactly("record of 209715202 bytes, more than the 1048576 of record.max-bytes");
    assertThat(worker.dead().get(0).get("length")).isEqualTo(209_715_202L);
    assertThat(worker.dead().get(0).getBytes("raw"))
        .hasSize(4_096)
        .startsWith("1,xx".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void tellsOfAnEmptyFileAndOfOneWithAHeaderOnly() throws IOException {
    worker().old("empty.csv", "");
    worker.old("header.csv", "id,name\n");

    worker.work();

    assertThat(worker.rows()).isEmpty();
    assertThat(worker.details("finished"))
        .containsExactlyInAnyOrder("it is empty", "it has no record");
  }

  @Test
  void carriesAColumnThatAppearsInAHeader() throws IOException {
    worker().old("a.csv", "id,colour,name\n1,red,x\n2,,y\n");

    worker.work();

    assertThat(worker.names()).containsExactly("1=x", "2=y");
    assertThat(worker.of("rows").get(0).headers().lastWithName("tidemark.extra").value())
        .isEqualTo("{\"colour\":\"red\"}");
    assertThat(worker.details("drift"))
        .containsExactly(
            "field 'colour' is none of the columns: its values travel in the header tidemark.extra");
  }

  @Test
  void hasNullForAColumnThatVanished() throws IOException {
    worker().old("a.csv", "id\n1\n");

    worker.work();

    assertThat(worker.names()).containsExactly("1=null");
    assertThat(worker.details("drift"))
        .containsExactly("field 'name' is missing: its column is null");
  }

  @Test
  void hasNoRowsWithoutTheColumnOfTheKey() throws IOException {
    worker().old("a.csv", "name\nx\n");

    worker.work();

    assertThat(worker.rows()).isEmpty();
    assertThat(worker.reasons())
        .containsExactly("column 'id': the record does not have it, and it is of the key");
  }

  @Test
  void findsColumnsThatMovedByTheirNames() throws IOException {
    worker().old("a.csv", "name,id\nx,1\n");

    worker.work();

    assertThat(worker.names()).containsExactly("1=x");
    assertThat(worker.details("drift"))
        .containsExactly(
            "fields have moved: [name, id], not [id, name]; they are found by their names");
  }

  @Test
  void takesAValueThatChangedItsTypeAsBadAndTellsOnce() throws IOException {
    worker().old("a.csv", "id,name\nA-1,x\nA-2,y\n3,z\n");

    worker.work();

    assertThat(worker.names()).containsExactly("3=z");
    assertThat(worker.reasons())
        .containsExactly(
            "column 'id': 'A-1' is no bigint as written with '1234.5'",
            "column 'id': 'A-2' is no bigint as written with '1234.5'");
    assertThat(worker.details("drift"))
        .containsExactly(
            "values do not fit, the first one in line 2: column 'id': 'A-1' is no bigint as written with '1234.5'");
  }

  @Test
  void readsNumbersInALocalFormatOnlyIfToldTo() throws IOException {
    String columns =
        "[{\"name\":\"id\",\"type\":\"bigint\"},{\"name\":\"name\",\"type\":\"decimal(12,2)\"}]";
    worker("columns", columns, "delimiter", ";").old("a.csv", "id;name\n1;1.234,50\n");
    worker.work();
    assertThat(worker.reasons())
        .containsExactly("column 'name': '1.234,50' is no decimal(12,2) as written with '1234.5'");
    worker.close();

    worker("columns", columns, "delimiter", ";", "number.decimal", ",", "number.grouping", ".");
    worker.work();

    assertThat(worker.names()).containsExactly("1=1234.50");
  }

  @Test
  void takesARecordWithTooFewOrTooManyFieldsAsBad() throws IOException {
    worker().old("a.csv", "id,name\n1\n2,a,b\n\n3,c\n");

    worker.work();

    assertThat(worker.names()).containsExactly("3=c");
    assertThat(worker.reasons())
        .containsExactly("it has 1 fields, and the header 2", "it has 3 fields, and the header 2");
  }

  @Test
  void saysWhichPartOfAFileIsWhat() throws IOException {
    worker().old("a.csv", "id,name\n1,x\nbad,y\n2,z\n");

    worker.work();

    Struct finished = worker.events("finished").get(0);
    assertThat(finished.get("records")).isEqualTo(3L);
    assertThat(finished.get("bad")).isEqualTo(1L);
    assertThat(finished.get("position")).isEqualTo(22L);
    assertThat(finished.getString("sha256")).hasSize(64);
    assertThat(worker.states()).containsExactly("started", "drift", "finished");
  }
}
