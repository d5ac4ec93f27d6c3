package dev.tidemark.e2e.kills;

import dev.tidemark.e2e.fixture.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Changes of one transaction that touch every table: an order moves to another day, one is deleted
 * with its lines, one gets another primary key, one is new; a customer moves, two names change.
 *
 * @param records by table: how many Debezium makes of them
 */
record Chunk(List<String> statements, Map<String, Integer> records) {

  static Chunk of(Source source, Random chance) {
    List<String> orders =
        new ArrayList<>(
            source.query("SELECT order_id FROM shop.orders ORDER BY order_id").values("order_id"));
    Collections.shuffle(orders, chance);
    String moved = orders.get(0);
    String deleted = orders.get(1);
    String rekeyed = orders.get(2);
    long next = Long.parseLong(source.value("SELECT max(order_id) + 1 FROM shop.orders"));
    int name = chance.nextInt(1_000_000_000);
    String customer = any(source, "customers", "customer_id", chance);
    List<String> statements =
        List.of(
            "UPDATE shop.orders SET ordered_at = ordered_at - INTERVAL %s DAY WHERE order_id = %s"
                .formatted(1 + chance.nextInt(40), moved),
            "DELETE FROM shop.order_lines WHERE order_id = " + deleted,
            "DELETE FROM shop.orders WHERE order_id = " + deleted,
            "UPDATE shop.orders SET order_id = %s WHERE order_id = %s".formatted(next, rekeyed),
            "UPDATE shop.order_lines SET order_id = %s WHERE order_id = %s"
                .formatted(next, rekeyed),
            "INSERT INTO shop.orders (order_id, customer_id, salesperson_id, status, ordered_at) VALUES (%s, %s, %s, 'paid', '2025-%s-11 10:00:00')"
                .formatted(
                    next + 1,
                    customer,
                    any(source, "salespeople", "salesperson_id", chance),
                    List.of("06", "07", "08", "09", "10", "11").get(chance.nextInt(6))),
            "INSERT INTO shop.order_lines VALUES (%1$s, 1, 'thing', 2, %2$s.25), (%1$s, 2, 'other', 1, 0.10)"
                .formatted(next + 1, 1 + chance.nextInt(900)),
            "UPDATE shop.customers SET city_id = (SELECT city_id FROM shop.cities ORDER BY city_id LIMIT %s, 1), name = 'c%s' WHERE customer_id = %s"
                .formatted(chance.nextInt(3), name, customer),
            "UPDATE shop.salespeople SET name = 's%s' WHERE salesperson_id = %s"
                .formatted(name, any(source, "salespeople", "salesperson_id", chance)),
            "UPDATE shop.cities SET city = 'City %s' WHERE city_id = %s"
                .formatted(name, any(source, "cities", "city_id", chance)));
    Map<String, Integer> records =
        Map.of(
            "orders", 1 + 1 + 2 + 1,
            "order_lines", lines(source, deleted) + 2 * lines(source, rekeyed) + 2,
            "customers", 1,
            "salespeople", 1,
            "cities", 1);
    return new Chunk(statements, records);
  }

  private static String any(Source source, String table, String key, Random chance) {
    List<String> keys =
        source.query("SELECT %s FROM shop.%s ORDER BY 1".formatted(key, table)).values(key);
    return keys.get(chance.nextInt(keys.size()));
  }

  private static int lines(Source source, String order) {
    return Integer.parseInt(
        source.value("SELECT count(*) FROM shop.order_lines WHERE order_id = " + order));
  }
}
