package dev.tidemark.devstack.component;

import dev.tidemark.devstack.kafka.KafkaProcess;
import dev.tidemark.devstack.settings.ComponentName;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.settings.Endpoints;
import dev.tidemark.devstack.settings.PortName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** One broker that is its own controller. */
final class KafkaComponent implements Component {
  private static final int CHECK_MS = 3_000;

  private final DevstackLayout layout;
  private final Endpoints endpoints;

  KafkaComponent(DevstackLayout layout, Endpoints endpoints) {
    this.layout = layout;
    this.endpoints = endpoints;
  }

  @Override
  public ComponentName name() {
    return ComponentName.KAFKA;
  }

  @Override
  public List<ComponentName> needs() {
    return List.of();
  }

  @Override
  public List<PortName> ports() {
    return List.of(PortName.KAFKA, PortName.CONTROLLER);
  }

  @Override
  public String address() {
    return endpoints.kafka();
  }

  @Override
  public Launch prepare() throws IOException {
    Path folder = layout.folder(name());
    Path settings = folder.resolve("server.properties");
    Path data = folder.resolve("data");
    PropertiesFile.write(settings, settings(data));
    List<String> program =
        List.of(
            "-cp",
            layout.classpath(),
            KafkaProcess.class.getName(),
            settings.toString(),
            data.toString());
    return new Launch(new JavaProgram(384, List.of()).command(program), Map.of(), folder);
  }

  @Override
  public void check() throws Exception {
    knock(); // fails at once where the client would retry for seconds
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", endpoints.kafka(),
            "request.timeout.ms", CHECK_MS,
            "default.api.timeout.ms", CHECK_MS);
    try (Admin admin = Admin.create(settings)) {
      admin.describeCluster().clusterId().get(CHECK_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void knock() throws IOException {
    int port = endpoints.ports().of(PortName.KAFKA);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CHECK_MS);
    }
  }

  private Map<String, String> settings(Path data) {
    String controller = Endpoints.HOST + ":" + endpoints.ports().of(PortName.CONTROLLER);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@" + controller);
    settings.put(
        "listeners", "PLAINTEXT://%s,CONTROLLER://%s".formatted(endpoints.kafka(), controller));
    settings.put("advertised.listeners", "PLAINTEXT://" + endpoints.kafka());
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("log.dirs", data.toString());
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("broker.session.timeout.ms", "4000"); // a killed broker is let in again sooner
    settings.put("broker.heartbeat.interval.ms", "1000");
    settings.put("log.cleaner.dedupe.buffer.size", "2097152");
    settings.put("num.recovery.threads.per.data.dir", "2");
    return settings;
  }
}
