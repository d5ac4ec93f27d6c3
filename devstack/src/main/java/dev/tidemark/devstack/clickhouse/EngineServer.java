package dev.tidemark.devstack.clickhouse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ClickHouse's HTTP interface over the engine in this process. */
final class EngineServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineServer.class);
  private static final int THREADS = 16;
  private static final int BACKLOG = 128;
  private static final int INSERT_HEAD = 1 << 16;
  private static final String REPEATED_HEADER = "RowBinaryWithNamesAndTypes";

  private final Map.Entry<String, String> account;
  private final Sessions sessions;
  private final EngineConnection anchor; // keeps the engine open between requests
  private final String version;
  private final String zone;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  EngineServer(Path folder, int port, Map.Entry<String, String> account) throws IOException {
    this.account = account;
    this.sessions = new Sessions(folder);
    this.anchor = new EngineConnection(folder);
    this.version = anchor.query("SELECT version()", "TabSeparated", Map.of()).text();
    this.zone = anchor.query("SELECT timezone()", "TabSeparated", Map.of()).text();
    this.http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    http.setExecutor(threads);
    http.createContext("/", this::handle);
  }

  void start(String database) {
    anchor.execute("CREATE DATABASE IF NOT EXISTS `" + database + "`");
    http.start();
    LOG.info("ClickHouse engine {} answers on {}", version, http.getAddress());
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
    sessions.close();
    anchor.close();
    ChdbLibrary.chdb_shutdown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().equals("/ping")) {
      ping(exchange);
      return;
    }
    Request request = Request.of(exchange);
    Response response = new Response(exchange, request);
    Headers headers = exchange.getResponseHeaders();
    headers.set(
        "X-ClickHouse-Query-Id", request.queryId().orElseGet(() -> UUID.randomUUID().toString()));
    headers.set("X-ClickHouse-Server-Display-Name", "embedded");
    headers.set("X-ClickHouse-Timezone", zone);
    try {
      authenticate(request);
      answer(request, request.body(exchange.getRequestBody()), response);
    } catch (EngineException e) {
      refuse(exchange, response, e);
    } catch (IOException | RuntimeException e) {
      LOG.warn("a request failed", e);
      refuse(exchange, response, EngineException.unexpected(e));
    }
    exchange.close();
  }

  private static void ping(HttpExchange exchange) throws IOException {
    byte[] ok = "Ok.\n".getBytes(UTF_8);
    exchange.sendResponseHeaders(200, ok.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(ok);
    }
  }

  private void refuse(HttpExchange exchange, Response response, EngineException error)
      throws IOException {
    if (response.isStarted()) {
      LOG.warn("an answer broke off", error);
      // the JDK's server drops the socket when a handler throws, and only then
      throw new IOException("the answer broke off: " + error.getMessage());
    }
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    response.refuse(error, version);
  }

  private void authenticate(Request request) {
    Map.Entry<String, String> given = request.credentials().orElse(Map.entry("default", ""));
    if (!given.equals(account)) {
      throw EngineException.authenticationFailed(given.getKey());
    }
  }

  private void answer(Request request, InputStream body, Response response) throws IOException {
    if (request.session().isPresent()) {
      String id = request.session().get();
      EngineConnection connection = sessions.session(id);
      synchronized (connection) {
        run(connection, request, body, response);
      }
      if (request.closesSession()) {
        sessions.end(id);
      }
      return;
    }
    EngineConnection connection = sessions.borrow();
    try {
      run(connection, request, body, response);
    } finally {
      sessions.giveBack(connection);
    }
  }

  private static void run(
      EngineConnection connection, Request request, InputStream body, Response response)
      throws IOException {
    connection.use(request.database());
    Map<String, String> settings = request.settings();
    if (!settings.isEmpty()) {
      connection.execute(
          settings.entrySet().stream()
              .map(setting -> setting.getKey() + " = " + literal(setting.getValue()))
              .collect(Collectors.joining(", ", "SET ", "")));
    }
    try {
      execute(connection, request, body, response);
    } finally {
      if (!settings.isEmpty()) {
        connection.execute(
            settings.keySet().stream()
                .collect(Collectors.joining(" = DEFAULT, ", "SET ", " = DEFAULT")));
      }
    }
  }

  private static void execute(
      EngineConnection connection, Request request, InputStream body, Response response)
      throws IOException {
    byte[] head = body.readNBytes(INSERT_HEAD);
    PushbackInputStream rest = new PushbackInputStream(body, INSERT_HEAD);
    rest.unread(head);
    Statement asked = new Statement(request.query());
    if (asked.isInsert() && head.length > 0) {
      insert(connection, asked, rest, response);
      return;
    }
    if (request.query().isBlank()) {
      String text = new String(head, ISO_8859_1); // a byte, a character: positions agree
      int data = new Statement(text).isInsert() ? Statement.dataStart(text) : -1;
      if (data >= 0) {
        Statement insert = new Statement(new String(head, 0, data, UTF_8));
        rest.skipNBytes(data);
        insert(connection, insert, rest, response);
        return;
      }
    }
    String more = new String(rest.readAllBytes(), UTF_8);
    String sql =
        more.isEmpty() || request.query().isBlank()
            ? request.query() + more
            : request.query() + "\n" + more;
    query(connection, new Statement(sql), request, response);
  }

  private static void insert(
      EngineConnection connection, Statement insert, InputStream data, Response response)
      throws IOException {
    String format = insert.formatOr("Values");
    response.whole(format, new byte[0], connection.insert(insert.withoutFormat(), format, data));
  }

  private static void query(
      EngineConnection connection, Statement statement, Request request, Response response)
      throws IOException {
    String format = statement.formatOr(request.format());
    if (!statement.isStreamable(format)) {
      if (statement.changesSession() && request.session().isEmpty()) {
        connection.markChanged();
      }
      EngineConnection.Answer answer =
          connection.query(statement.sql(), request.format(), request.parameters());
      response.whole(format, answer.data(), answer.tally());
      return;
    }
    boolean[] headerSeen = {false};
    connection.stream(
        statement.sql(),
        request.format(),
        request.parameters(),
        (piece, tally) -> {
          int from =
              headerSeen[0] && format.equals(REPEATED_HEADER) ? RowBinaryHeader.length(piece) : 0;
          headerSeen[0] = true;
          response.piece(format, piece, from, tally);
        });
    response.end(format);
  }

  private static String literal(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
