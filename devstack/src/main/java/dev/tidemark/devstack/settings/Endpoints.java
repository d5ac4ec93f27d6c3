package dev.tidemark.devstack.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the parts of a devstack answer, and to whom. */
public record Endpoints(PortPlan ports, Accounts accounts, URI clickhouse, Path lake) {
  public static final String HOST = "127.0.0.1";

  /** Of Postgres; and of the source that its publication is made for. */
  public static final String DATABASE = "app";

  public String kafka() {
    return HOST + ":" + ports.of(PortName.KAFKA);
  }

  public URI connect() {
    return http(PortName.CONNECT);
  }

  public URI registry() {
    return http(PortName.REGISTRY);
  }

  /** Of the shop's database, or of another one on the same server. */
  public String jdbcUrl(String database) {
    return "jdbc:mysql://%s:%s/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true&rewriteBatchedStatements=true&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=false"
        .formatted(HOST, ports.of(PortName.MARIADB), database);
  }

  /** Of Postgres. */
  public String postgresUrl() {
    return "jdbc:postgresql://%s:%s/%s".formatted(HOST, ports.of(PortName.POSTGRES), DATABASE);
  }

  /** The names that conf/ refers to, in the order in which they are written down. */
  public Map<String, String> environment() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("TIDEMARK_KAFKA", kafka());
    names.put("TIDEMARK_CONNECT", connect().toString());
    names.put("TIDEMARK_REGISTRY", registry().toString());
    names.put("TIDEMARK_CLICKHOUSE", clickhouse.toString());
    names.put("SHOP_HOST", HOST);
    names.put("SHOP_PORT", Integer.toString(ports.of(PortName.MARIADB)));
    names.put("POSTGRES_HOST", HOST);
    names.put("POSTGRES_PORT", Integer.toString(ports.of(PortName.POSTGRES)));
    names.put("POSTGRES_DATABASE", DATABASE);
    names.putAll(accounts.environment());
    names.put("TIDEMARK_LAKE", lake.toString());
    names.put("TIDEMARK_API_PORT", Integer.toString(ports.of(PortName.API)));
    names.put("TIDEMARK_METRICS_PORT", Integer.toString(ports.of(PortName.METRICS)));
    return Collections.unmodifiableMap(names);
  }

  private URI http(PortName name) {
    return URI.create("http://" + HOST + ":" + ports.of(name));
  }
}
