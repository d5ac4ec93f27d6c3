package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON, XML and gzip, good and bad. */
final class OtherFormatsTest {
  @TempDir private Path folder;
  private Worker worker;

  private Worker worker(String format, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("table.t.format", format);
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
  void readsJsonLines() throws IOException {
    worker("json-lines")
        .old(
            "a",
            "{\"id\":1,\"name\":\"x\"}\n\n{\"name\":{\"a\":[1]},\"id\":\"2\",\"more\":1.50}\n{\"id\":3}");

    worker.work();

    assertThat(worker.names()).containsExactly("1=x", "2={\"a\":[1]}", "3=null");
    assertThat(worker.of("rows").get(1).headers().lastWithName("tidemark.extra").value())
        .isEqualTo("{\"more\":1.50}");
    assertThat(worker.details("drift"))
        .containsExactly(
            "field 'more' is none of the columns: its values travel in the header tidemark.extra");
  }

  @Test
  void takesALineThatIsNoJsonObjectAsBad() throws IOException {
    worker("json-lines")
        .old("a", "{\"id\":1,\n[1]\n{\"id\":1.5}\n{\"id\":2}\n{\"id\":2,\"id\":3}\n");

    worker.work();

    assertThat(worker.names()).containsExactly("2=null");
    assertThat(worker.reasons().get(0)).startsWith("broken JSON: Unexpected end-of-input");
    assertThat(worker.reasons().subList(1, 3))
        .containsExactly(
            "it is no JSON object", "column 'id': '1.5' is no whole number, and the column bigint");
    assertThat(worker.reasons().get(3)).contains("Duplicate field 'id'");
  }

  @Test
  void readsAJsonListAtAPath() throws IOException {
    worker("json-array", "record.path", "data/items")
        .old(
            "a",
            "{\"n\":[{}],\"data\":{\"items\":[ {\"id\":1,\"name\":\"é\"}, 5 ,{\"id\":2}]},\"z\":0}");

    worker.work();

    assertThat(worker.names()).containsExactly("1=é", "2=null");
    assertThat(worker.raws()).containsExactly("5");
    assertThat(worker.reasons()).containsExactly("it is no JSON object");
    assertThat(worker.of("rows").get(0).headers().lastWithName("position").value()).isEqualTo(28L);
  }

  @Test
  void readsWhatComesBeforeABreakInAJsonList() throws IOException {
    worker("json-array").old("a", "[{\"id\":1},\n{\"id\":2},\n{\"id\"");

    worker.work();

    assertThat(worker.names()).containsExactly("1=null", "2=null");
    assertThat(worker.details("broken").get(0)).startsWith("broken JSON in line 3: Unexpected end");
    assertThat(worker.events("finished")).isEmpty();
  }

  @Test
  void goesOnWithAJsonListThatWasCutOffOnceItIsWhole() throws IOException {
    worker("json-array").old("a", "[{\"id\":1},\n{\"id\":2},\n{\"id\"");
    worker.work().die();
    worker.old("a", "[{\"id\":1},\n{\"id\":2},\n{\"id\":3}]");

    worker.work();

    assertThat(worker.names()).containsExactly("1=null", "2=null", "3=null");
    assertThat(worker.states()).containsExactly("started", "broken", "drift", "finished");
  }

  @Test
  void takesAnElementThatIsTooLargeAsBadAndReadsOn() throws IOException {
    worker("json-array");
    worker.settings.put("record.max-bytes", "2000");
    worker.old("a", "[{\"id\":1},{\"id\":2,\"name\":\"" + "x".repeat(100_000) + "\"},{\"id\":3}]");

    worker.work();

    assertThat(worker.names()).containsExactly("1=null", "3=null");
    assertThat(worker.reasons())
        .containsExactly("record of 100018 bytes, more than the 2000 of record.max-bytes");
    assertThat(worker.raws().get(0)).startsWith("{\"id\":2,\"name\":\"xxx").hasSize(4_096);
  }

  @Test
  void saysThatThereIsNoListWhereOneIsExpected() throws IOException {
    worker("json-array", "record.path", "rows").old("a", "{\"data\":[]}");

    worker.work();

    assertThat(worker.details("broken")).containsExactly("it has no list at rows (record.path)");
  }

  @Test
  void resumesAJsonListByPassingOverWhatWasRead() throws IOException {
    worker("json-array")
        .old(
            "a",
            IntStream.range(0, 12_000)
                .mapToObj("{\"id\":%s}"::formatted)
                .collect(Collectors.joining(",", "[", "]")));
    for (int i = 0; i < 4; i++) {
      worker.poll();
    }
    worker.die();

    worker.work();

    assertThat(worker.rows()).hasSize(12_000);
    assertThat(worker.rows()).extracting(row -> row.get("id")).doesNotHaveDuplicates();
  }

  @Test
  void readsXmlRecordsAtAPath() throws IOException {
    worker("xml", "record.path", "root/list/item", "columns", XML_COLUMNS)
        .old(
            "a.xml",
            """
            <?xml version="1.0" encoding="ISO-8859-1"?>
            <n:root xmlns:n="urn:n"><item id="0"/><list>
              <item id="1"><name>K\u00e4se &amp; <![CDATA[<Brot>]]></name><sub><c>y</c></sub></item>
              <item id="2" more="m"><name/></item>
            </list></n:root>
            """
                .getBytes(StandardCharsets.ISO_8859_1));

    worker.work();

    assertThat(worker.names()).containsExactly("1=K\u00e4se & <Brot>", "2=");
    assertThat(worker.of("rows").get(0).headers().lastWithName("tidemark.extra").value())
        .isEqualTo("{\"sub/c\":\"y\"}");
    assertThat(worker.of("rows").get(1).headers().lastWithName("position").value()).isEqualTo(2L);
  }

  private static final String XML_COLUMNS =
      "[{\"name\":\"id\",\"field\":\"@id\",\"type\":\"bigint\"},{\"name\":\"name\",\"type\":\"string\"}]";

  @Test
  void takesAnXmlRecordWithARepeatedElementAsBad() throws IOException {
    worker("xml", "record.path", "r/i", "columns", XML_COLUMNS)
        .old("a.xml", "<r><i id='1'><name>a</name><name>b</name></i><i id='2'/></r>");

    worker.work();

    assertThat(worker.names()).containsExactly("2=null");
    assertThat(worker.reasons())
        .containsExactly("element 'name' is there 2 times, and a column holds one value");
    assertThat(worker.raws()).containsExactly("<i id=\"1\"><name>a</name><name>b</name></i>");
  }

  @Test
  void readsNoEntitiesSoThatAnXmlBombDoesNotGoOff() throws IOException {
    worker("xml", "record.path", "r/i", "columns", XML_COLUMNS)
        .old(
            "bomb.xml",
            """
            <?xml version="1.0"?>
            <!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
            <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>
            <r><i id="1"><name>&d;</name></i></r>
            """);

    worker.work();

    assertThat(worker.rows()).isEmpty();
    assertThat(worker.details("broken"))
        .containsExactly(
            "it has a DOCTYPE, and those are not read: they can name other files and grow without bound; have it written without");
  }

  @Test
  void readsNoExternalEntity() throws IOException {
    Path secret = Files.writeString(folder.resolveSibling("secret-of-test"), "SECRET");
    worker("xml", "record.path", "r/i", "columns", XML_COLUMNS)
        .old(
            "xxe.xml",
            "<!DOCTYPE r [<!ENTITY x SYSTEM \"%s\">]><r><i id=\"1\"><name>&x;</name></i></r>"
                .formatted(secret.toUri()));

    worker.work();
    Files.delete(secret);

    assertThat(worker.records.toString()).doesNotContain("SECRET");
    assertThat(worker.rows()).isEmpty();
    assertThat(worker.events("broken")).hasSize(1);
  }

  @Test
  void readsWhatComesBeforeABreakInXml() throws IOException {
    worker("xml", "record.path", "r/i", "columns", XML_COLUMNS)
        .old("a.xml", "<r><i id='1'/><i id='2'></r>");

    worker.work();

    assertThat(worker.names()).containsExactly("1=null");
    assertThat(worker.details("broken").get(0)).startsWith("broken XML: ");
  }

  @Test
  void takesAnXmlRecordThatIsTooLargeAsBadAndReadsOn() throws IOException {
    worker("xml", "record.path", "r/i", "columns", XML_COLUMNS);
    worker.settings.put("record.max-bytes", "2000");
    worker.old(
        "a.xml", "<r><i id='1'><name>" + "x".repeat(3_000_000) + "</name></i><i id='2'/></r>");

    worker.work();

    assertThat(worker.names()).containsExactly("2=null");
    assertThat(worker.reasons().get(0)).endsWith("bytes, more than the 2000 of record.max-bytes");
  }

  @Test
  void refusesAnXmlValueThatCannotBeHeld() throws IOException {
    worker("xml", "record.path", "r/i", "columns", XML_COLUMNS)
        .old("a.xml", "<r><i id='1'/><i id='" + "x".repeat(3_000_000) + "'/></r>");

    worker.work();

    assertThat(worker.names()).containsExactly("1=null");
    assertThat(worker.details("broken"))
        .containsExactly(
            "a single name, value or comment is larger than a record may be (record.max-bytes)");
  }

  @Test
  void readsGzipWhateverItsName() throws IOException {
    worker("csv").old("a.csv.gz", gzip("id,name\n1,x\n"));
    worker.old("b.csv", gzip("id,name\n2,y"));

    worker.work();

    assertThat(worker.names()).containsExactlyInAnyOrder("1=x", "2=y");
  }

  @Test
  void leavesGzipAloneUntilItStandsStill() throws IOException {
    worker("csv").fresh("a.csv.gz", gzip("id,name\n1,x\n"));

    worker.work();
    assertThat(worker.records).isEmpty();
    worker.clock.pass(Duration.ofSeconds(6));
    worker.work();

    assertThat(worker.names()).containsExactly("1=x");
  }

  @Test
  void readsWhatATruncatedGzipHasAndTheRestOnceItIsWhole() throws IOException {
    String text =
        "id,name\n"
            + IntStream.range(0, 30_000)
                .mapToObj(i -> i + "," + Integer.toHexString(i * 31_337) + "\n")
                .collect(Collectors.joining());
    byte[] whole = gzip(text);
    worker("csv").old("a.csv.gz", Arrays.copyOf(whole, whole.length / 2));

    worker.work();
    int before = worker.rows().size();
    assertThat(before).isBetween(1_000, 29_000);
    assertThat(worker.details("broken"))
        .containsExactly("the gzip is cut off: it ends before its end");
    worker.die();
    Path file = worker.old("a.csv.gz", whole);
    Files.setLastModifiedTime(file, FileTime.from(Worker.NOW.minusSeconds(1_000)));
    worker.work();

    assertThat(worker.rows()).hasSize(30_000);
    assertThat(worker.rows()).extracting(row -> row.get("id")).doesNotHaveDuplicates();
    assertThat(worker.dead()).isEmpty();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
