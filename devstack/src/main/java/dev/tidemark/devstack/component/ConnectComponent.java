package dev.tidemark.devstack.component;

import dev.tidemark.devstack.settings.ComponentName;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.settings.Endpoints;
import dev.tidemark.devstack.settings.PortName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.cli.ConnectDistributed;

/** One worker in distributed mode: the standalone one accepts exactly-once and gives none. */
final class ConnectComponent implements Component {
  private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";
  private static final String PROVIDERS = "org.apache.kafka.common.config.provider.";

  private final DevstackLayout layout;
  private final Endpoints endpoints;
  private final HttpCheck http = new HttpCheck();

  ConnectComponent(DevstackLayout layout, Endpoints endpoints) {
    this.layout = layout;
    this.endpoints = endpoints;
  }

  @Override
  public ComponentName name() {
    return ComponentName.CONNECT;
  }

  @Override
  public List<ComponentName> needs() {
    return List.of(ComponentName.KAFKA);
  }

  @Override
  public List<PortName> ports() {
    return List.of(PortName.CONNECT);
  }

  @Override
  public String address() {
    return endpoints.connect().toString();
  }

  /** Connectors hold references like {@code ${env:SHOP_PASSWORD}}, which the worker resolves. */
  @Override
  public Launch prepare() throws IOException {
    Path folder = layout.folder(name());
    Path settings = folder.resolve("worker.properties");
    PropertiesFile.write(settings, settings());
    List<String> program =
        List.of("-cp", layout.classpath(), ConnectDistributed.class.getName(), settings.toString());
    return new Launch(
        new JavaProgram(384, List.of()).command(program), endpoints.environment(), folder);
  }

  @Override
  public void check() throws Exception {
    http.get(endpoints.connect(), Map.of());
    http.get(endpoints.connect().resolve("/connectors"), Map.of()); // only a joined worker lists
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("bootstrap.servers", endpoints.kafka());
    settings.put("group.id", "tidemark-connect");
    settings.put("listeners", endpoints.connect().toString());
    settings.put("rest.advertised.host.name", Endpoints.HOST);
    settings.put("key.converter", JSON);
    settings.put("value.converter", JSON);
    settings.put("plugin.path", layout.plugins().toString());
    settings.put("plugin.discovery", "service_load");
    settings.put("exactly.once.source.support", "enabled");
    storage(settings);
    membership(settings);
    settings.put("config.providers", "env,file,dir");
    settings.put("config.providers.env.class", PROVIDERS + "EnvVarConfigProvider");
    settings.put("config.providers.file.class", PROVIDERS + "FileConfigProvider");
    settings.put("config.providers.dir.class", PROVIDERS + "DirectoryConfigProvider");
    return settings;
  }

  private static void storage(Map<String, String> settings) {
    for (String kind : List.of("config", "offset", "status")) {
      settings.put(kind + ".storage.topic", "_connect_" + kind);
      settings.put(kind + ".storage.replication.factor", "1");
    }
    settings.put("offset.storage.partitions", "1");
    settings.put("status.storage.partitions", "1");
  }

  /** The usual values leave a lone worker that was killed idle for most of a minute. */
  private static void membership(Map<String, String> settings) {
    settings.put("scheduled.rebalance.max.delay.ms", "0");
    settings.put("session.timeout.ms", "6000");
    settings.put("heartbeat.interval.ms", "2000");
    settings.put("rebalance.timeout.ms", "8000");
  }
}
