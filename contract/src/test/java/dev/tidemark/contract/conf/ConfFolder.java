package dev.tidemark.contract.conf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A conf folder under construction; begins as a small one without a mistake. */
final class ConfFolder {
  private final Path root;

  ConfFolder(Path root) {
    this.root = root;
    file(
        "tidemark.yaml",
        """
        lake: ./lake
        kafka: {bootstrap-servers: 127.0.0.1:9092}
        connect: {url: http://127.0.0.1:8083}
        registry: {url: http://127.0.0.1:8081}
        clickhouse: {url: http://127.0.0.1:8123, database: tidemark, user: tidemark, password: "${env:PASS}"}
        """);
    file(
        "sources/shop.yaml",
        """
        kind: mariadb
        host: 127.0.0.1
        port: 3306
        user: "${env:USER}"
        password: "${env:PASS}"
        tables: [shop.bills, shop.items]
        """);
    file(
        "datasets/bills.yaml",
        """
        source: shop
        table: shop.bills
        keys: [bill_id]
        interval: {column: billed_at, grain: day}
        """);
    file(
        ".columns/bills.yaml",
        """
        table: shop.bills
        columns:
          - {name: bill_id, type: bigint, nullable: false}
          - {name: billed_at, type: timestamp_ntz}
        """);
    file("datasets/items.yaml", "source: shop\ntable: shop.items\nkeys: [bill_id, item_no]\n");
    file(
        ".columns/items.yaml",
        """
        table: shop.items
        columns:
          - {name: bill_id, type: bigint, nullable: false}
          - {name: item_no, type: int, nullable: false}
          - {name: amount, type: "decimal(12,2)"}
        """);
    file("views/lines.sql", "SELECT billed_at, amount FROM items JOIN bills USING (bill_id)\n");
    file(
        "gold/daily.sql",
        "SELECT CAST(billed_at AS DATE) AS day, sum(amount) AS amount FROM lines GROUP BY 1\n");
    file(
        "gold/daily.yaml",
        """
        interval: {column: day, grain: day}
        key: [day]
        inputs:
          bills: {interval: billed_at}
          items: {via: bills, on: [bill_id]}
        serve:
          path: sales/daily
          group: [day]
          measures: {amount: sum}
          order: amount desc
          range: day
        """);
  }

  ConfFolder file(String name, String text) {
    try {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String name) {
    try {
      return Files.readString(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ConfLoader.Result read() {
    return ConfLoader.read(root, Environment.of(Map.of()));
  }

  /** Mistakes as {@code file:line: what; remedy}, the folder's own path left out. */
  List<String> mistakes() {
    return read().problems().stream()
        .map(problem -> problem.toString().replace(root + "/", ""))
        .toList();
  }
}
