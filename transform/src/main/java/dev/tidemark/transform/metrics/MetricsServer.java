package dev.tidemark.transform.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /metrics} on loopback. A port that somebody else holds stops no data: it says so
 * once and waits until the port is free, as it is when a process that was followed has ended.
 */
public final class MetricsServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);
  private static final long RETRY_MILLIS = 2_000;
  private static final String PATH = "/metrics";
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final int port;
  private final Supplier<String> text;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);
  private volatile HttpServer server;

  private MetricsServer(int port, Supplier<String> text) {
    this.port = port;
    this.text = text;
  }

  /**
   * Listens soon.
   *
   * @param port 0: any free one
   */
  public static MetricsServer start(int port, Supplier<String> text) {
    MetricsServer server = new MetricsServer(port, text);
    Thread thread = new Thread(server::listen, "metrics");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  /** Waits until it listens, and tells where. */
  int port() throws InterruptedException {
    open.await();
    return server.getAddress().getPort();
  }

  private void listen() {
    boolean said = false;
    try {
      while (closed.getCount() > 0) {
        try {
          bind();
          return;
        } catch (IOException e) {
          if (!said) {
            said = true;
            LOG.atWarn()
                .addKeyValue("port", port)
                .addKeyValue("cause", e.getMessage())
                .log(
                    "metrics are not served until their port is free; another one stands under stream: metrics-port in tidemark.yaml");
          }
          closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void bind() throws IOException {
    if (closed.getCount() == 0) {
      return;
    }
    HttpServer listening =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    listening.createContext("/", this::answer);
    listening.start();
    server = listening;
    open.countDown();
    LOG.atInfo()
        .addKeyValue("port", listening.getAddress().getPort())
        .log("metrics are served at /metrics on loopback");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
        return;
      }
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(NOT_ALLOWED, -1);
        return;
      }
      byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", TYPE);
      exchange.sendResponseHeaders(OK, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    if (server != null) {
      server.stop(0);
    }
  }
}
