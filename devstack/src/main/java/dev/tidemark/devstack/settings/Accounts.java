package dev.tidemark.devstack.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who may enter.
 *
 * @param debezium reads MariaDB's log
 * @param shop the application that owns the database {@code shop}
 * @param admin may do anything in MariaDB
 * @param postgres may do what each has to in Postgres
 * @param apiKey opens the REST API
 */
public record Accounts(
    Account clickhouse,
    Account debezium,
    Account shop,
    Account admin,
    Postgres postgres,
    ApiKey apiKey) {
  private static final String API_KEY = "TIDEMARK_API_KEY";

  /**
   * Who may enter Postgres.
   *
   * @param reader reads its log and the owner's tables
   * @param owner owns the database
   * @param admin may do anything
   */
  public record Postgres(Account reader, Account owner, Account admin) {}

  /** Names and passwords as given; what is absent gets its usual name and a new password. */
  public static Accounts from(Map<String, String> given) {
    return new Accounts(
        account(given, "CLICKHOUSE_", "tidemark"),
        account(given, "SHOP_", "debezium"),
        account(given, "SHOP_APP_", "shop"),
        account(given, "SHOP_ADMIN_", "admin"),
        new Postgres(
            account(given, "POSTGRES_", "debezium"),
            account(given, "POSTGRES_OWNER_", "app"),
            account(given, "POSTGRES_ADMIN_", "admin")),
        new ApiKey(given.containsKey(API_KEY) ? given.get(API_KEY) : Account.newPassword()));
  }

  Map<String, String> environment() {
    Map<String, String> names = new LinkedHashMap<>();
    put(names, "CLICKHOUSE_", clickhouse);
    put(names, "SHOP_", debezium);
    put(names, "SHOP_APP_", shop);
    put(names, "SHOP_ADMIN_", admin);
    put(names, "POSTGRES_", postgres.reader());
    put(names, "POSTGRES_OWNER_", postgres.owner());
    put(names, "POSTGRES_ADMIN_", postgres.admin());
    names.put(API_KEY, apiKey.value());
    return names;
  }

  private static void put(Map<String, String> names, String prefix, Account account) {
    names.put(prefix + "USER", account.user());
    names.put(prefix + "PASSWORD", account.password());
  }

  private static Account account(Map<String, String> given, String prefix, String user) {
    String password = given.get(prefix + "PASSWORD");
    return new Account(
        given.getOrDefault(prefix + "USER", user),
        password == null ? Account.newPassword() : password);
  }
}
