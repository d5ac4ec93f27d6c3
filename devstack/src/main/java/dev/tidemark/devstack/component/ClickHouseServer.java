package dev.tidemark.devstack.component;

import dev.tidemark.devstack.host.PrivateFile;
import dev.tidemark.devstack.settings.Account;
import dev.tidemark.devstack.settings.Endpoints;
import dev.tidemark.devstack.settings.PortName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An installed {@code clickhouse} binary, run with a configuration of our own. */
record ClickHouseServer(Path binary, Path folder, Endpoints endpoints) {

  static Optional<Path> onPath(String path) {
    return Arrays.stream(path.split(":"))
        .map(folder -> Path.of(folder, "clickhouse"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Launch launch(String database) throws IOException {
    Path users = folder.resolve("users.xml");
    Path server = folder.resolve("server.xml");
    PrivateFile.write(users, users(endpoints.accounts().clickhouse()));
    PrivateFile.write(server, server(users, database));
    return new Launch(
        List.of(binary.toString(), "server", "--config-file=" + server), Map.of(), folder);
  }

  private String server(Path users, String database) {
    return """
        <clickhouse>
          <logger><level>information</level><console>1</console></logger>
          <listen_host>%s</listen_host>
          <http_port>%s</http_port>
          <path>%s/</path>
          <tmp_path>%s/</tmp_path>
          <timezone>UTC</timezone>
          <mark_cache_size>67108864</mark_cache_size>
          <default_database>%s</default_database>
          <user_directories><users_xml><path>%s</path></users_xml></user_directories>
        </clickhouse>
        """
        .formatted(
            Endpoints.HOST,
            endpoints.ports().of(PortName.CLICKHOUSE),
            folder.resolve("data"),
            folder.resolve("tmp"),
            database,
            users);
  }

  private static String users(Account account) {
    return """
        <clickhouse>
          <profiles><default/></profiles>
          <quotas><default/></quotas>
          <users>
            <%1$s>
              <password>%2$s</password>
              <networks><ip>127.0.0.1</ip></networks>
              <profile>default</profile>
              <quota>default</quota>
              <access_management>1</access_management>
            </%1$s>
          </users>
        </clickhouse>
        """
        .formatted(account.user(), account.password());
  }
}
