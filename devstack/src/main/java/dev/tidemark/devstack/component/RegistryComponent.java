package dev.tidemark.devstack.component;

import dev.tidemark.devstack.settings.ComponentName;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.settings.Endpoints;
import dev.tidemark.devstack.settings.PortName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Apicurio with its store in a file, so that a schema keeps its id for ever. */
final class RegistryComponent implements Component {
  private static final String RUNNER = "apicurio-registry-app-2.6.13.Final-runner.jar";

  private final DevstackLayout layout;
  private final Endpoints endpoints;
  private final HttpCheck http = new HttpCheck();

  RegistryComponent(DevstackLayout layout, Endpoints endpoints) {
    this.layout = layout;
    this.endpoints = endpoints;
  }

  @Override
  public ComponentName name() {
    return ComponentName.REGISTRY;
  }

  @Override
  public List<ComponentName> needs() {
    return List.of();
  }

  @Override
  public List<PortName> ports() {
    return List.of(PortName.REGISTRY);
  }

  @Override
  public String address() {
    return endpoints.registry().toString();
  }

  @Override
  public Launch prepare() throws IOException {
    Path folder = Files.createDirectories(layout.folder(name()));
    // WRITE_DELAY=0: an id that was given out is on disk, whatever kills the process
    String store = "jdbc:h2:file:%s;WRITE_DELAY=0".formatted(folder.resolve("registry"));
    List<String> options =
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Dquarkus.http.host=" + Endpoints.HOST,
            "-Dquarkus.http.port=" + endpoints.ports().of(PortName.REGISTRY),
            "-Dquarkus.datasource.jdbc.url=" + store,
            "-Dquarkus.datasource.jdbc.initial-size=2",
            "-Dquarkus.datasource.jdbc.min-size=2",
            "-Dquarkus.datasource.jdbc.max-size=8");
    List<String> program = List.of("-jar", layout.registryProgram().resolve(RUNNER).toString());
    return new Launch(new JavaProgram(256, options).command(program), Map.of(), folder);
  }

  @Override
  public void check() throws Exception {
    http.get(endpoints.registry().resolve("/apis/ccompat/v7/subjects"), Map.of());
  }
}
