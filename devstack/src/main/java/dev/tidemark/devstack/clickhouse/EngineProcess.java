package dev.tidemark.devstack.clickhouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The program of the engine's process: library, data folder, port, database; the account by
 * environment.
 */
public final class EngineProcess {
  public static final String USER = "CLICKHOUSE_USER";
  public static final String PASSWORD = "CLICKHOUSE_PASSWORD";

  private EngineProcess() {}

  public static void main(String[] args) throws IOException {
    // without it every answer waits for the acknowledgement of its own header
    System.setProperty("sun.net.httpserver.nodelay", "true");
    ChdbLibrary.load(Path.of(args[0]));
    Path folder = Files.createDirectories(Path.of(args[1]));
    Map.Entry<String, String> account = Map.entry(System.getenv(USER), System.getenv(PASSWORD));
    EngineServer server = new EngineServer(folder, Integer.parseInt(args[2]), account);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    server.start(args[3]);
  }
}
