package dev.tidemark.contract.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** conf/sources, and what names them. */
final class SourceConfTest {
  @TempDir Path root;
  private ConfFolder conf;

  @BeforeEach
  void aFolderWithoutMistakes() {
    conf = new ConfFolder(root);
  }

  @Test
  void neverPrintsAPasswordThatStandsInTheFile() {
    conf.file(
        "sources/shop.yaml",
        "kind: mariadb\nhost: h\nport: 3306\nuser: u\npassword: hunter2\ntables: [shop.bills, shop.items]\n");

    assertThat(String.join("\n", conf.mistakes())).isNotEmpty().doesNotContain("hunter2");
  }

  @Test
  void aPostgresSourceNamesItsDatabaseAndTablesBySchema() {
    conf.file(
        "sources/till.yaml",
        """
        kind: postgres
        host: h
        port: 5432
        database: tills
        user: u
        password: "${env:P}"
        tables: [public.receipts]
        """);

    DatabaseSource till = (DatabaseSource) conf.read().orThrow().sources().get("till");
    assertThat(till.kind()).isEqualTo(Source.Kind.POSTGRES);
    assertThat(till.kind()).hasToString("postgres");
    assertThat(till.database()).contains("tills");
    assertThat(till.tables()).containsExactly("public.receipts");
    DatabaseSource shop = (DatabaseSource) conf.read().orThrow().sources().get("shop");
    assertThat(shop.database()).isEmpty();
  }

  @Test
  void everyMistakeOfAPostgresSourceAtOnce() {
    conf.file(
        "sources/till.yaml",
        """
        kind: postgres
        host: h
        port: 5432x
        user: u
        password: open
        tables: [receipts]
        """);

    assertThat(conf.mistakes())
        .containsExactly(
            "sources/till.yaml:1: key 'database' is missing; add it",
            "sources/till.yaml:5: the password stands in the file; write a reference: ${env:NAME} or ${file:PATH}",
            "sources/till.yaml:6: 0: \"receipts\" does not have the form ^[^.]+\\.[^.]+$; write it in this form");
  }

  @Test
  void aDatabaseHasNoMeaningForOtherKinds() {
    conf.file("sources/shop.yaml", conf.text("sources/shop.yaml") + "database: shop\n");

    assertThat(conf.mistakes())
        .containsExactly(
            "sources/shop.yaml:7: key 'database' has no meaning for a source of this kind; take it out");
  }

  @Test
  void aFolderOfFilesSaysWhatItsFilesAre() {
    conf.file(
        "sources/tills.yaml",
        """
        kind: files
        folder: /data/tills
        settle: 2s
        rate: {records: 1000, bytes: 2m}
        largest-record: 4m
        tasks: 3
        tables:
          receipts:
            files: "*.csv"
            format: csv
            columns:
              number: bigint
              sold_at: {type: timestamp, field: Sold at, format: "dd.MM.yyyy HH:mm"}
            key: [number]
            event-time: sold_at
            delimiter: ";"
            null-marks: [n/a, "-"]
        """);

    FileSource tills = (FileSource) conf.read().orThrow().sources().get("tills");
    assertThat(tills.kind()).hasToString("files");
    assertThat(tills.tables()).containsExactly("receipts");
    assertThat(tills.folder()).isEqualTo(Path.of("/data/tills"));
    assertThat(tills.tasks()).isEqualTo(3);
    assertThat(tills.pace())
        .isEqualTo(
            new FileSource.Pace(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                OptionalLong.of(1_000),
                OptionalLong.of(2 << 20),
                OptionalInt.of(4 << 20)));
    assertThat(tills.files().get(0))
        .isEqualTo(
            new FileTable(
                "receipts",
                "*.csv",
                "csv",
                List.of(
                    new FileTable.Column("number", "bigint", Optional.empty(), Optional.empty()),
                    new FileTable.Column(
                        "sold_at",
                        "timestamp",
                        Optional.of("Sold at"),
                        Optional.of("dd.MM.yyyy HH:mm"))),
                List.of("number"),
                Optional.of("sold_at"),
                Map.of("delimiter", ";", "null-marks", "n/a,-")));
  }

  @Test
  void everyMistakeOfAFolderOfFilesAtOnce() {
    conf.file(
        "sources/tills.yaml",
        """
        kind: files
        folder: tills
        host: h
        poll: often
        tables:
          receipts:
            files: "*.csv"
            format: excel
            colums: {number: bigint}
        """);

    assertThat(conf.mistakes())
        .containsExactly(
            "sources/tills.yaml:3: key 'host' has no meaning for a source of this kind; take it out",
            "sources/tills.yaml:4: poll: \"often\" does not have the form ^[1-9][0-9]*(ms|s|m)$; write it in this form",
            "sources/tills.yaml:8: format: \"excel\" is not one of [\"csv\",\"json-lines\",\"json-array\",\"xml\"]; use one of them",
            "sources/tills.yaml:9: tables.receipts: unknown key 'colums'; did you mean 'columns'?");
  }

  @Test
  void aFolderMustBeAbsolute() {
    conf.file(
        "sources/tills.yaml",
        "kind: files\nfolder: tills\ntables: {receipts: {files: '*.csv', format: csv}}\n");

    assertThat(conf.mistakes())
        .containsExactly(
            "sources/tills.yaml:2: folder 'tills' is not absolute; write the whole path, as the Connect workers see it: they run in folders of their own");
  }

  @Test
  void aSourceThatIsNotThere() {
    conf.file("datasets/bills.yaml", "source: shp\ntable: shop.bills\nkeys: [bill_id]\n");

    assertThat(conf.mistakes())
        .contains(
            "datasets/bills.yaml:1: source 'shp' is not in conf/sources; did you mean 'shop'?");
  }

  @Test
  void aTableThatTheSourceDoesNotFollow() {
    conf.file("datasets/bills.yaml", "source: shop\ntable: shop.bils\nkeys: [bill_id]\n");

    assertThat(conf.mistakes())
        .contains(
            "datasets/bills.yaml:2: table 'shop.bils' is not among the tables of source 'shop'; add it to %s"
                .formatted(root.resolve("sources/shop.yaml"))
                .replace(root + "/", ""));
  }
}
