package dev.tidemark.transform.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A registry on loopback that serves schemas by id, and can be slow, ill or down. */
final class RegistryServer implements AutoCloseable {
  private static final String PATH = "/apis/ccompat/v7/schemas/ids/";

  private final Map<Integer, String> schemas = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int port;
  private volatile Duration delay = Duration.ZERO;
  private volatile int status = 200;
  private HttpServer server;

  RegistryServer() throws IOException {
    server = listen(0);
    port = server.getAddress().getPort();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  void put(int id, String schema) {
    schemas.put(id, schema);
  }

  /** Every answer comes this late. */
  void delay(Duration time) {
    delay = time;
  }

  /** Every answer has this status; 200 heals. */
  void status(int code) {
    status = code;
  }

  void down() {
    server.stop(0);
  }

  void up() throws IOException {
    server = listen(port);
  }

  /** Paths asked for, in order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private HttpServer listen(int on) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), on), 0);
    http.setExecutor(threads);
    http.createContext("/", this::answer);
    http.start();
    return http;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    try (exchange) {
      Thread.sleep(delay.toMillis());
      String schema = schema(path);
      if (status != 200) {
        send(exchange, status, "{}");
      } else if (schema == null) {
        send(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
      } else {
        send(exchange, 200, new ObjectMapper().writeValueAsString(Map.of("schema", schema)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String schema(String path) {
    return path.startsWith(PATH)
        ? schemas.get(Integer.valueOf(path.substring(PATH.length())))
        : null;
  }

  private static void send(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
