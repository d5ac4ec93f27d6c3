package dev.tidemark.devstack.shop;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Who and where: cities, salespeople and customers are numbered from 1. */
final class Staff {
  static final int SALESPEOPLE = 24;
  private static final int FIRST_HIRED_DAYS_AGO = 2_000;
  private static final int NO_PHONE = 4;

  private Staff() {}

  static List<RowChange> cities() {
    List<RowChange> rows = new ArrayList<>();
    for (List<String> city : Assortment.CITIES) {
      rows.add(RowChange.of(ShopSql.INSERT_CITY, rows.size() + 1, city.get(0), city.get(1)));
    }
    return rows;
  }

  static List<RowChange> salespeople(LocalDateTime now, Chance chance) {
    List<RowChange> rows = new ArrayList<>();
    for (int id = 1; id <= SALESPEOPLE; id++) {
      rows.add(
          RowChange.of(
              ShopSql.INSERT_SALESPERSON,
              id,
              name(chance),
              city(chance),
              now.toLocalDate().minusDays(chance.between(1, FIRST_HIRED_DAYS_AGO))));
    }
    return rows;
  }

  static RowChange customer(long id, LocalDateTime createdAt, Chance chance) {
    String name = name(chance);
    String phone = chance.oneIn(NO_PHONE) ? null : "+49 30 " + chance.between(1_000_000, 9_999_999);
    return RowChange.of(
        ShopSql.INSERT_CUSTOMER,
        id,
        name,
        "customer%s@example.org".formatted(id),
        phone,
        city(chance),
        createdAt);
  }

  static int city(Chance chance) {
    List<List<String>> cities = Assortment.CITIES;
    return cities.indexOf(chance.pickSkewed(cities)) + 1;
  }

  private static String name(Chance chance) {
    return chance.pick(Assortment.FIRST_NAMES) + " " + chance.pick(Assortment.LAST_NAMES);
  }
}
