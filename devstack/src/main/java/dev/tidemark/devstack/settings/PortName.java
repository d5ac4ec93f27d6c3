package dev.tidemark.devstack.settings;

import java.util.Locale;

/** The ports that a devstack needs, with the ones it takes when nothing else is said. */
public enum PortName {
  KAFKA(9092),
  CONTROLLER(9093),
  REGISTRY(8081),
  MARIADB(3306),
  POSTGRES(5432),
  CLICKHOUSE(8123),
  CONNECT(8083),
  /** Of serving-api, which is started by others. */
  API(8080),
  /** Of the stream's metrics, which is started by others too. */
  METRICS(9464);

  private final int usual;

  PortName(int usual) {
    this.usual = usual;
  }

  public int usual() {
    return usual;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
