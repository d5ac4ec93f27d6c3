package dev.tidemark.contract.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

    Source till = conf.read().orThrow().sources().get("till");
    assertThat(till.kind()).isEqualTo(Source.Kind.POSTGRES);
    assertThat(till.kind()).hasToString("postgres");
    assertThat(till.database()).contains("tills");
    assertThat(till.tables()).containsExactly("public.receipts");
    assertThat(conf.read().orThrow().sources().get("shop").database()).isEmpty();
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
