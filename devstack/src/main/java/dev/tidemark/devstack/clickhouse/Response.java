package dev.tidemark.devstack.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;

/**
 * The answer to one request. Small ones are sent whole; of a large one the first bytes go out while
 * the engine still works, and an error after that drops the connection, since a clean end would
 * look like a whole result.
 */
final class Response {
  private static final int HELD_BACK = 4 << 20;
  private static final int BUFFER = 1 << 16;

  private final HttpExchange exchange;
  private final Request request;
  private final long started = System.nanoTime();
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private Tally tally = Tally.NONE;
  private OutputStream out;

  Response(HttpExchange exchange, Request request) {
    this.exchange = exchange;
    this.request = request;
  }

  boolean isStarted() {
    return exchange.getResponseCode() != -1;
  }

  void piece(String format, byte[] data, int offset, Tally more) throws IOException {
    tally = tally.plus(more);
    int length = data.length - offset;
    if (out == null && held.size() + length <= HELD_BACK) {
      held.write(data, offset, length);
      return;
    }
    if (out == null) {
      start(format, -1);
      held.writeTo(out);
      held.reset();
    }
    out.write(data, offset, length);
  }

  void end(String format) throws IOException {
    if (out == null) {
      start(format, held.size());
      held.writeTo(out);
    }
    out.close();
  }

  void whole(String format, byte[] data, Tally all) throws IOException {
    tally = all;
    start(format, data.length);
    out.write(data);
    out.close();
  }

  /** Only before the answer has begun. */
  void refuse(EngineException error, String version) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("X-ClickHouse-Exception-Code", Integer.toString(error.code()));
    headers.set("Content-Type", "text/plain; charset=UTF-8");
    String text = "%s (version %s (embedded))%n".formatted(error.getMessage().strip(), version);
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status(error.code()), body.length);
    try (OutputStream plain = exchange.getResponseBody()) {
      plain.write(body);
    }
  }

  private void start(String format, int length) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("X-ClickHouse-Format", format);
    headers.set("Content-Type", contentType(format));
    headers.set("X-ClickHouse-Summary", tally.summary(System.nanoTime() - started));
    if (length == 0) {
      exchange.sendResponseHeaders(200, -1);
      out = OutputStream.nullOutputStream();
      return;
    }
    if (request.wantsBlocks()) {
      exchange.sendResponseHeaders(200, 0);
      out = new BlockOutput(new BufferedOutputStream(exchange.getResponseBody(), BUFFER));
      return;
    }
    String encoding = request.encoding().orElse("");
    if (!encoding.isEmpty()) {
      headers.set("Content-Encoding", encoding);
      exchange.sendResponseHeaders(200, 0);
      OutputStream raw = exchange.getResponseBody();
      out = encoding.equals("lz4") ? new LZ4FrameOutputStream(raw) : new GZIPOutputStream(raw);
      return;
    }
    exchange.sendResponseHeaders(200, Math.max(length, 0)); // 0 means: length not known
    out = exchange.getResponseBody();
  }

  private static String contentType(String format) {
    String name = format.toLowerCase(Locale.ROOT);
    if (name.startsWith("json")) {
      return name.contains("eachrow")
          ? "application/x-ndjson; charset=UTF-8"
          : "application/json; charset=UTF-8";
    }
    if (name.startsWith("csv")) {
      return "text/csv; charset=UTF-8";
    }
    return name.startsWith("tabsep") || name.startsWith("tsv")
        ? "text/tab-separated-values; charset=UTF-8"
        : "application/octet-stream";
  }

  private static int status(int code) {
    return switch (code) {
      case 60, 81 -> 404; // no such table or database
      case 6, 26, 27, 36, 43, 46, 47, 50, 53, 62, 63, 70, 72 -> 400;
      case 192, 193, 194, EngineException.AUTHENTICATION_FAILED -> 401;
      case 164, 497 -> 403;
      case 159 -> 408;
      default -> 500;
    };
  }
}
