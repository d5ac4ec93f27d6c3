package dev.tidemark.ingest.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.ingest.columns.SourceColumn;
import dev.tidemark.ingest.columns.SourceTable;
import dev.tidemark.ingest.debezium.Replication;
import dev.tidemark.ingest.fixture.ConfFolder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FindingsTest {
  private static final Replication REPLICATION = new Replication("tidemark_shop", "tidemark_shop");
  private static final Slot OURS = new Slot("tidemark_shop", "pgoutput", "tills", true, false, 0);

  @TempDir Path root;
  private DatabaseSource source;

  @BeforeEach
  void aPostgresSource() {
    source = new ConfFolder(root).source("postgres", "database: tills\n").source();
  }

  @Test
  void aServerThatIsReadyGivesNothingToTell() {
    ServerFindings findings = server(Map.of(), true, List.of(OURS));

    assertThat(findings.problems(SlotReader.HAS_READ)).isEmpty();
    assertThat(findings.warnings()).isEmpty();
    assertThat(server(Map.of(), true, List.of()).problems(SlotReader.NEW)).isEmpty();
  }

  @Test
  void everythingThatAServerLacksIsToldAtOnceWithItsSql() {
    Map<String, String> settings =
        Map.of(
            "wal_level", "replica",
            "max_replication_slots", "1",
            "server_version_num", "130011",
            "max_slot_wal_keep_size", "-1");
    Slot other = new Slot("other", "", "", false, false, 0);
    ServerFindings findings = server(settings, false, List.of(other));

    assertThat(texts(findings.problems(SlotReader.NEW)))
        .containsExactly(
            "2: source shop: the server is of version 13; follow one of version 14 or later: an older one cannot keep the slot of an idle database moving",
            "2: source shop: the server has wal_level=replica: its log does not tell rows; as superuser: ALTER SYSTEM SET wal_level = 'logical', and start the server again",
            "4: source shop: user Reader may not read the log; as superuser: ALTER ROLE \"Reader\" REPLICATION",
            "2: source shop: all 1 slots of the server are taken (other); drop one that nobody reads: SELECT pg_drop_replication_slot('…'); or ALTER SYSTEM SET max_replication_slots = 5, and start the server again");
    assertThat(findings.warnings()).singleElement().asString().contains("its disk fills");
  }

  @Test
  void aSlotThatVanishedIsToldOnlyWhereSomebodyHasReadFromIt() {
    assertThat(texts(server(Map.of(), true, List.of()).problems(SlotReader.HAS_READ)))
        .containsExactly(
            "7: source shop: slot tidemark_shop is gone from the server, and connector shop had read from it: what was changed since then is in no log any more; run ingest remove shop, then ingest apply: that takes a new slot and reads all rows anew; for rows deleted meanwhile, backfill run --dataset … --route source compares the keys");
  }

  @Test
  void aLostSlotIsToldToWhoeverReads() {
    Slot lost = new Slot("tidemark_shop", "pgoutput", "tills", false, true, 0);

    assertThat(texts(server(Map.of(), true, List.of(lost)).problems(SlotReader.HAS_READ)))
        .singleElement()
        .asString()
        .contains("is lost: its reader fell behind by more log than the server keeps");
  }

  @Test
  void aSlotOfAnotherDatabaseIsNotOurs() {
    Slot foreign = new Slot("tidemark_shop", "pgoutput", "books", false, false, 0);

    assertThat(texts(server(Map.of(), true, List.of(foreign)).problems(SlotReader.NEW)))
        .containsExactly(
            "7: source shop: slot tidemark_shop is of database 'books' and plug-in 'pgoutput'; give the connector one of its own: settings: {slot.name: …}");
  }

  @Test
  void withoutAPublicationItsSqlNamesAllTables() {
    assertThat(published(Optional.empty()))
        .containsExactly(
            "7: database tills has no publication tidemark_shop, which says what of its log user reader gets; as the owner of the tables: CREATE PUBLICATION \"tidemark_shop\" FOR TABLE \"shop\".\"orders\", \"shop\".\"order_lines\"");
  }

  @Test
  void aPublicationThatLacksATableOrAnOperation() {
    Publication publication =
        new Publication(
            "tidemark_shop", false, Set.of("shop.orders"), List.of("delete", "truncate"));

    assertThat(published(Optional.of(publication)))
        .containsExactly(
            "6: publication tidemark_shop does not hold shop.order_lines: none of their changes would come; as the owner of both: ALTER PUBLICATION \"tidemark_shop\" ADD TABLE \"shop\".\"order_lines\"",
            "6: publication tidemark_shop leaves out delete, truncate: such changes would be lost in silence; as its owner: ALTER PUBLICATION \"tidemark_shop\" SET (publish = 'insert, update, delete, truncate')");
  }

  @Test
  void aTableThatNobodyMayReadOrUpdate() {
    TableState table = table('r', 'd', false, List.of(), "text");

    assertThat(texts(tables().problems(0, table)))
        .containsExactly(
            "6: user reader may not read shop.orders; as its owner: GRANT USAGE ON SCHEMA \"shop\" TO \"reader\"; GRANT SELECT ON \"shop\".\"orders\" TO \"reader\"",
            "6: shop.orders has no replica identity (DEFAULT, without a primary key): in a publication, Postgres refuses every UPDATE and DELETE of it; as its owner: ALTER TABLE \"shop\".\"orders\" REPLICA IDENTITY FULL, or give it a primary key");
  }

  @Test
  void aKeyAloneIsEnoughButToldWithWhatItCosts() {
    TableState table = table('r', 'd', true, List.of("id"), "text");

    assertThat(tables().problems(0, table)).isEmpty();
    assertThat(tables().warnings(table)).singleElement().asString().contains("TOAST", "DELETE");
  }

  @Test
  void arraysNeedTheWholeOldRow() {
    TableState table = table('r', 'd', true, List.of("id"), "_text");

    assertThat(texts(tables().problems(0, table)))
        .singleElement()
        .asString()
        .contains(
            "(c) that would become NULL", "ALTER TABLE \"shop\".\"orders\" REPLICA IDENTITY FULL");
    assertThat(tables().problems(0, table('r', 'f', true, List.of("id"), "_text"))).isEmpty();
  }

  @Test
  void whatIsNoTableIsSaidToBeWhatItIs() {
    assertThat(texts(tables().problems(0, table('v', 'd', true, List.of(), "text"))))
        .containsExactly(
            "6: shop.orders is a view, whose changes Debezium cannot follow; name the tables below it, and write its SQL under conf/views");
  }

  @Test
  void aTableThatIsNotThereIsNamedWithTheNearest() {
    TableState.Relation near = new TableState.Relation("order", 1, 'r', 'd', true, true);

    assertThat(tables().absent(0, List.of(near)).toString())
        .endsWith(
            "source shop has no table shop.orders in database tills; did you mean 'shop.order'?");
  }

  @Test
  void namesAreQuotedSoThatSqlReadsThemAsTheyAre() {
    assertThat(Quoted.table("public.Order")).isEqualTo("\"public\".\"Order\"");
    assertThat(Quoted.table("a\"b.user")).isEqualTo("\"a\"\"b\".\"user\"");
    assertThat(Quoted.text("it's")).isEqualTo("'it''s'");
  }

  private ServerFindings server(Map<String, String> other, boolean mayReplicate, List<Slot> slots) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "wal_level", "logical",
                "max_replication_slots", "10",
                "server_version_num", "180006",
                "max_slot_wal_keep_size", "1024"));
    settings.putAll(other);
    return new ServerFindings(
        source,
        REPLICATION,
        new ServerState(settings, mayReplicate ? "reader" : "Reader", mayReplicate, false, slots));
  }

  private List<String> published(Optional<Publication> publication) {
    return texts(new PublicationFindings(source, REPLICATION, "reader").problems(publication));
  }

  private TableFindings tables() {
    return new TableFindings(source, "reader");
  }

  private static TableState table(
      char kind, char identity, boolean isReadable, List<String> key, String type) {
    SourceColumn column =
        new SourceColumn("c", Catalog.type(type, type, -1), true, Optional.empty());
    return new TableState(
        new SourceTable("shop.orders", List.of(column), key),
        new TableState.Relation("orders", 1, kind, identity, true, isReadable),
        List.of());
  }

  private static List<String> texts(List<Problem> problems) {
    return problems.stream()
        .map(p -> "%s: %s; %s".formatted(p.line(), p.what(), p.remedy()))
        .toList();
  }
}
