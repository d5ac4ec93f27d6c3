package dev.tidemark.devstack.component;

import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.settings.Endpoints;
import java.util.List;

/** All components of a devstack. */
public final class Components {
  private Components() {}

  public static List<Component> of(DevstackLayout layout, Endpoints endpoints) {
    return List.of(
        new KafkaComponent(layout, endpoints),
        new RegistryComponent(layout, endpoints),
        new MariaDbComponent(layout, endpoints),
        new PostgresComponent(layout, endpoints),
        new ClickHouseComponent(layout, endpoints),
        new ConnectComponent(layout, endpoints));
  }
}
