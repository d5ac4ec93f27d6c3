package dev.tidemark.e2e.growth;

import dev.tidemark.e2e.fixture.ConfFolder;
import dev.tidemark.e2e.fixture.Rows;
import dev.tidemark.e2e.fixture.Source;
import java.nio.file.Path;

/** Three tables of a database that changes, and the conf that follows them by Avro and by JSON. */
record GrowthShop(Source source) {

  /** What silver has of items, asked of MariaDB: columns of before the first change. */
  static final String FIRST = "id, name, quantity, price, ratio, made_on";

  static ConfFolder conf(Path folder) {
    return ConfFolder.platformOnly(folder)
        .write("sources/growing.yaml", source("grow.items, grow.shifts, grow.fixed", "avro"))
        .write("sources/growing_json.yaml", source("grow.items", "json"))
        .write("datasets/items.yaml", "source: growing\ntable: grow.items\nkeys: [id]\n" + DAILY)
        .write("datasets/items_json.yaml", "source: growing_json\ntable: grow.items\nkeys: [id]\n")
        .write("datasets/shifts.yaml", "source: growing\ntable: grow.shifts\nkeys: [id]\n")
        .write(
            "datasets/fixed.yaml",
            "source: growing\ntable: grow.fixed\nkeys: [id]\non-schema-change: strict\n")
        .write("views/every_item.sql", "SELECT * FROM items\n")
        .write(
            "gold/items_by_day.sql",
            "SELECT made_on, count(*) AS items, max(quantity) AS most, sum(price) AS worth FROM every_item GROUP BY made_on\n")
        .write(
            "gold/items_by_day.yaml", "interval: {column: made_on, grain: day}\nkey: [made_on]\n");
  }

  private static final String DAILY = "interval: {column: made_on, grain: day}\n";

  private static String source(String tables, String format) {
    return """
        kind: mariadb
        format: %s
        host: "${env:SHOP_HOST:127.0.0.1}"
        port: "${env:SHOP_PORT:3306}"
        user: "${env:SHOP_USER}"
        password: "${env:SHOP_PASSWORD}"
        tables: [%s]
        """
        .formatted(format, tables);
  }

  void create() {
    source.execute(
        "CREATE DATABASE grow",
        """
        CREATE TABLE grow.items (id INT PRIMARY KEY, name VARCHAR(10), quantity INT NOT NULL,
          price DECIMAL(10,2), ratio FLOAT, made_on DATE NOT NULL)
        """,
        """
        INSERT INTO grow.items VALUES (1, 'one', 10, 1.25, 0.5, '2024-05-01'),
          (2, 'two', 2147483647, 99999999.99, 0.25, '2024-05-01'), (3, 'three', 3, 3.75, NULL, '2024-05-02'),
          (4, 'four', 4, 4.00, 1.5, '2024-05-02'), (5, NULL, -5, NULL, NULL, '2024-05-03')
        """,
        "CREATE TABLE grow.shifts (id INT PRIMARY KEY, gone INT, old_name VARCHAR(10), code INT)",
        "INSERT INTO grow.shifts VALUES (1, 11, 'a', 1), (2, 22, 'b', 2)",
        "CREATE TABLE grow.fixed (id INT PRIMARY KEY, name VARCHAR(20))",
        "INSERT INTO grow.fixed VALUES (1, 'kept')");
  }

  /** Each change of the table between changes of rows, which need what it gave. */
  void growWhileTheStreamRuns() {
    source.execute(
        "INSERT INTO grow.items VALUES (6, 'six', 6, 6.00, 0.75, '2024-05-03')",
        "ALTER TABLE grow.items ADD COLUMN note VARCHAR(20)",
        "INSERT INTO grow.items VALUES (7, 'seven', 7, 7.00, 1, '2024-05-04', 'first note')",
        "ALTER TABLE grow.items MODIFY quantity BIGINT NOT NULL, MODIFY price DECIMAL(12,2), MODIFY name VARCHAR(200), MODIFY ratio DOUBLE",
        "UPDATE grow.items SET quantity = 3000000000, price = 1234567890.12, name = REPEAT('long', 20), ratio = 0.1, note = 'wide' WHERE id = 1",
        "ALTER TABLE grow.items ADD COLUMN level INT NOT NULL DEFAULT 7, ADD COLUMN code VARCHAR(8) DEFAULT 'x'",
        "INSERT INTO grow.items VALUES (8, 'eight', 8, 8.00, 8, '2024-05-05', NULL, 8, 'eight')",
        "INSERT INTO grow.items (id, name, quantity, made_on) VALUES (9, 'nine', 9000000000, '2024-05-05')",
        "UPDATE grow.items SET quantity = quantity + 1 WHERE id = 2",
        "DELETE FROM grow.items WHERE id = 3");
  }

  /** Rows that no change touched since a column came have no value of it, whatever its default. */
  Rows itemsThatGrew() {
    return source.query(
        "SELECT %s, note, IF(id IN (4, 5, 6, 7, 1), NULL, level) AS level, IF(id IN (4, 5, 6, 7, 1), NULL, code) AS code FROM grow.items"
            .formatted(FIRST));
  }

  void growWhileTheStreamIsStopped() {
    source.execute(
        "UPDATE grow.items SET note = 'before' WHERE id = 4",
        "ALTER TABLE grow.items ADD COLUMN seen_at DATETIME(6) AFTER id, MODIFY level BIGINT NOT NULL DEFAULT 7, MODIFY price DECIMAL(14,4)",
        "UPDATE grow.items SET seen_at = '2024-05-07 10:00:00.000001', level = 5000000000, price = 0.1234 WHERE id = 5",
        "INSERT INTO grow.items (id, name, quantity, made_on) VALUES (10, 'ten', 10, '2024-05-06')",
        "DELETE FROM grow.items WHERE id = 6");
  }

  Rows itemsThatGrewTwice() {
    return source.query(
        "SELECT %s, note, IF(id IN (7, 1), NULL, level) AS level, IF(id IN (7, 1), NULL, code) AS code, DATE_FORMAT(seen_at, '%%Y-%%m-%%dT%%H:%%i:%%s.%%f') AS seen_at FROM grow.items"
            .formatted(FIRST));
  }

  /** A dropped, a renamed and an incompatible column; and one that a strict dataset refuses. */
  void changeOtherwise() {
    source.execute(
        "ALTER TABLE grow.shifts DROP COLUMN gone",
        "UPDATE grow.shifts SET code = 10 WHERE id = 1",
        "ALTER TABLE grow.shifts RENAME COLUMN old_name TO new_name",
        "INSERT INTO grow.shifts VALUES (3, 'c', 3)",
        "ALTER TABLE grow.shifts MODIFY code VARCHAR(10)",
        "INSERT INTO grow.shifts VALUES (4, 'd', '4')",
        "INSERT INTO grow.shifts VALUES (5, 'e', 'five')",
        "UPDATE grow.fixed SET name = 'known' WHERE id = 1",
        "ALTER TABLE grow.fixed ADD COLUMN extra INT",
        "INSERT INTO grow.fixed VALUES (2, 'held', 2)");
  }

  Rows itemsByDay() {
    return source
        .query(
            "SELECT made_on, count(*) AS items, max(quantity) AS most, sum(price) AS worth FROM grow.items GROUP BY made_on")
        .numbersByValue("items", "most", "worth");
  }
}
