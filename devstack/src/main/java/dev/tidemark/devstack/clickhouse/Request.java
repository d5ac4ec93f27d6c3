package dev.tidemark.devstack.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;

/** What a client of ClickHouse's HTTP interface asks for. */
record Request(Map<String, String> url, Headers headers) {
  private static final String PARAMETER = "param_";

  /** Names of the interface itself; any other one is a setting of the engine. */
  private static final Set<String> RESERVED =
      Set.of(
          "query",
          "database",
          "default_format",
          "user",
          "password",
          "query_id",
          "session_id",
          "session_timeout",
          "session_check",
          "close_session",
          "compress",
          "decompress",
          "quota_key",
          "role",
          "stacktrace",
          "buffer_size",
          "wait_end_of_query",
          "client_protocol_version",
          "enable_http_compression",
          "send_progress_in_http_headers",
          "http_headers_progress_interval_ms");

  static Request of(HttpExchange exchange) {
    return new Request(
        decoded(exchange.getRequestURI().getRawQuery()), exchange.getRequestHeaders());
  }

  static Map<String, String> decoded(String query) {
    Map<String, String> names = new LinkedHashMap<>();
    if (query == null || query.isEmpty()) {
      return names;
    }
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      names.put(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8));
    }
    return names;
  }

  /** The user's name and password, by whichever of the three ways they were sent. */
  Optional<Map.Entry<String, String>> credentials() {
    Optional<String> user = header("X-ClickHouse-User").or(() -> named("user"));
    if (user.isPresent()) {
      String password = header("X-ClickHouse-Key").or(() -> named("password")).orElse("");
      return Optional.of(Map.entry(user.get(), password));
    }
    return header("Authorization")
        .filter(value -> value.startsWith("Basic "))
        .map(value -> new String(Base64.getDecoder().decode(value.substring(6)), UTF_8))
        .filter(pair -> pair.contains(":"))
        .map(
            pair ->
                Map.entry(
                    pair.substring(0, pair.indexOf(':')), pair.substring(pair.indexOf(':') + 1)));
  }

  String query() {
    return url.getOrDefault("query", "");
  }

  Optional<String> queryId() {
    return named("query_id");
  }

  Optional<String> session() {
    return named("session_id");
  }

  boolean closesSession() {
    return isOn("close_session");
  }

  String database() {
    return named("database").or(() -> header("X-ClickHouse-Database")).orElse("default");
  }

  String format() {
    return named("default_format").or(() -> header("X-ClickHouse-Format")).orElse("TabSeparated");
  }

  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    url.forEach(
        (name, value) -> {
          if (name.startsWith(PARAMETER)) {
            parameters.put(name.substring(PARAMETER.length()), value);
          }
        });
    return parameters;
  }

  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>(url);
    settings.keySet().removeIf(name -> RESERVED.contains(name) || name.startsWith(PARAMETER));
    return settings;
  }

  boolean wantsBlocks() {
    return isOn("compress");
  }

  /** The Content-Encoding that the client understands; empty when it wants none. */
  Optional<String> encoding() {
    if (!isOn("enable_http_compression")) {
      return Optional.empty();
    }
    String accepted = header("Accept-Encoding").orElse("");
    return Set.of("lz4", "gzip").stream().filter(accepted::contains).sorted().reduce((a, b) -> b);
  }

  /** The body, unpacked. */
  InputStream body(InputStream raw) throws IOException {
    InputStream body =
        switch (header("Content-Encoding").orElse("")) {
          case "gzip" -> new GZIPInputStream(raw);
          case "lz4" -> new LZ4FrameInputStream(raw);
          default -> raw;
        };
    return isOn("decompress") ? new BlockInput(body) : body;
  }

  private boolean isOn(String name) {
    return "1".equals(url.get(name));
  }

  private Optional<String> named(String name) {
    return Optional.ofNullable(url.get(name)).filter(value -> !value.isEmpty());
  }

  private Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name)).filter(value -> !value.isEmpty());
  }
}
