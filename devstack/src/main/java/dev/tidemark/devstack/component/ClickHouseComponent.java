package dev.tidemark.devstack.component;

import dev.tidemark.devstack.clickhouse.EngineProcess;
import dev.tidemark.devstack.settings.Account;
import dev.tidemark.devstack.settings.ComponentName;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.settings.Endpoints;
import dev.tidemark.devstack.settings.PortName;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ClickHouse server where one is installed, else its engine in a JVM. */
final class ClickHouseComponent implements Component {
  private static final String DATABASE = "tidemark";

  private final DevstackLayout layout;
  private final Endpoints endpoints;
  private final HttpCheck http = new HttpCheck();

  ClickHouseComponent(DevstackLayout layout, Endpoints endpoints) {
    this.layout = layout;
    this.endpoints = endpoints;
  }

  @Override
  public ComponentName name() {
    return ComponentName.CLICKHOUSE;
  }

  @Override
  public List<ComponentName> needs() {
    return List.of();
  }

  @Override
  public List<PortName> ports() {
    return List.of(PortName.CLICKHOUSE);
  }

  @Override
  public String address() {
    return endpoints.clickhouse().toString();
  }

  @Override
  public Launch prepare() throws IOException {
    Path folder = Files.createDirectories(layout.folder(name()));
    Optional<Path> server = ClickHouseServer.onPath(System.getenv("PATH"));
    if (server.isPresent()) {
      return new ClickHouseServer(server.get(), folder, endpoints).launch(DATABASE);
    }
    Path library = layout.engineLibrary();
    if (!Files.exists(library)) {
      throw new IOException(
          "the ClickHouse engine is not at %s; fetch it with scripts/install/clickhouse-engine"
              .formatted(library));
    }
    List<String> program =
        List.of(
            "-cp",
            layout.classpath(),
            EngineProcess.class.getName(),
            library.toString(),
            folder.resolve("data").toString(),
            Integer.toString(endpoints.ports().of(PortName.CLICKHOUSE)),
            DATABASE);
    Account account = endpoints.accounts().clickhouse();
    return new Launch(
        new JavaProgram(128, List.of()).command(program),
        Map.of(EngineProcess.USER, account.user(), EngineProcess.PASSWORD, account.password()),
        folder);
  }

  @Override
  public void check() throws Exception {
    Account account = endpoints.accounts().clickhouse();
    String sql = "SELECT 1 FROM system.databases WHERE name = '" + DATABASE + "'";
    URI uri =
        URI.create(
            endpoints.clickhouse() + "/?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    http.get(
        uri, Map.of("X-ClickHouse-User", account.user(), "X-ClickHouse-Key", account.password()));
  }
}
