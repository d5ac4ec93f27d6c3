package dev.tidemark.devstack.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/** One session with the engine; for one thread at a time. All of a process share one folder. */
final class EngineConnection implements AutoCloseable {
  private static final int INSERT_CHUNK = 1 << 20;

  private final Pointer handle;
  private final Pointer connection;
  private String database = "default";
  private boolean changed;

  EngineConnection(Path folder) {
    String[] arguments = {"clickhouse", "--path=" + folder};
    handle = ChdbLibrary.chdb_connect(arguments.length, new StringArray(arguments, UTF_8.name()));
    if (handle == null) {
      throw new IllegalStateException(
          "The engine does not open %s; does another process have it open?".formatted(folder));
    }
    connection = handle.getPointer(0);
  }

  /** What a statement returned, whole. */
  static final class Answer {
    private final byte[] data;
    private final Tally tally;

    private Answer(byte[] data, Tally tally) {
      this.data = data;
      this.tally = tally;
    }

    byte[] data() {
      return data;
    }

    Tally tally() {
      return tally;
    }

    String text() {
      return new String(data, UTF_8).strip();
    }
  }

  /** Takes a result piece by piece; the first piece of a format with a header holds it. */
  interface Sink {
    void accept(byte[] piece, Tally tally) throws IOException;
  }

  Answer query(String sql, String format, Map<String, String> parameters) {
    byte[] text = sql.getBytes(UTF_8);
    byte[] form = format.getBytes(UTF_8);
    if (parameters.isEmpty()) {
      return take(ChdbLibrary.chdb_query_n(connection, text, text.length, form, form.length));
    }
    try (NativeParameters given = new NativeParameters(parameters)) {
      return take(
          ChdbLibrary.chdb_query_with_params_n(
              connection,
              text,
              text.length,
              form,
              form.length,
              given.names,
              given.nameLengths,
              given.values,
              given.valueLengths,
              given.count));
    }
  }

  void execute(String sql) {
    query(sql, "Null", Map.of());
  }

  void use(String wanted) {
    if (!wanted.equals(database)) {
      execute("USE `" + wanted.replace("`", "``") + "`");
      database = wanted;
    }
  }

  /**
   * After a statement of the user's own that outlives it, such as SET: not to be given to others.
   */
  void markChanged() {
    changed = true;
  }

  boolean isChanged() {
    return changed;
  }

  /** Only for SELECT: the engine answers SHOW and DESCRIBE wrongly this way. */
  void stream(String sql, String format, Map<String, String> parameters, Sink sink)
      throws IOException {
    Pointer result = open(sql, format, parameters);
    boolean open = false; // only a query that runs may be cancelled
    try {
      refuse(result);
      open = true;
      while (open) {
        Pointer piece = ChdbLibrary.chdb_stream_fetch_result(connection, result);
        try {
          open = false; // an error ends it too
          refuse(piece);
          byte[] data = bytes(piece);
          if (data.length > 0) {
            open = true;
            sink.accept(data, Tally.of(piece));
          }
        } finally {
          ChdbLibrary.chdb_destroy_query_result(piece);
        }
      }
    } finally {
      if (open) {
        ChdbLibrary.chdb_stream_cancel_query(connection, result);
      }
      ChdbLibrary.chdb_destroy_query_result(result);
    }
  }

  /**
   * Data goes this way only: the engine drops rows of an inline RowBinary INSERT without a word.
   *
   * @param sql without its FORMAT clause
   */
  Tally insert(String sql, String format, InputStream data) throws IOException {
    byte[] text = sql.getBytes(UTF_8);
    byte[] form = format.getBytes(UTF_8);
    Pointer stream =
        ChdbLibrary.chdb_stream_insert_n(connection, text, text.length, form, form.length);
    boolean open = false;
    try {
      refuseInsert(stream);
      open = true;
      byte[] chunk = new byte[INSERT_CHUNK];
      for (int n = data.readNBytes(chunk, 0, chunk.length);
          n > 0;
          n = data.readNBytes(chunk, 0, chunk.length)) {
        if (ChdbLibrary.chdb_stream_append(stream, chunk, n) != 0) {
          open = false;
          refuseInsert(stream);
          throw new EngineException("Code: 1002. DB::Exception: the engine took no more rows");
        }
      }
      open = false;
      return take(ChdbLibrary.chdb_stream_done(stream)).tally();
    } finally {
      if (open) {
        ChdbLibrary.chdb_stream_cancel_insert(stream);
      }
      ChdbLibrary.chdb_destroy_insert_stream(stream);
    }
  }

  @Override
  public void close() {
    ChdbLibrary.chdb_close_conn(handle);
  }

  private Pointer open(String sql, String format, Map<String, String> parameters) {
    byte[] text = sql.getBytes(UTF_8);
    byte[] form = format.getBytes(UTF_8);
    if (parameters.isEmpty()) {
      return ChdbLibrary.chdb_stream_query_n(connection, text, text.length, form, form.length);
    }
    try (NativeParameters given = new NativeParameters(parameters)) {
      return ChdbLibrary.chdb_stream_query_with_params_n(
          connection,
          text,
          text.length,
          form,
          form.length,
          given.names,
          given.nameLengths,
          given.values,
          given.valueLengths,
          given.count);
    }
  }

  private static Answer take(Pointer result) {
    if (result == null) {
      throw new EngineException("Code: 1002. DB::Exception: the engine gave no result");
    }
    try {
      refuse(result);
      return new Answer(bytes(result), Tally.of(result));
    } finally {
      ChdbLibrary.chdb_destroy_query_result(result);
    }
  }

  private static byte[] bytes(Pointer result) {
    int length = Math.toIntExact(ChdbLibrary.chdb_result_length(result));
    Pointer buffer = ChdbLibrary.chdb_result_buffer(result);
    return length == 0 || buffer == null ? new byte[0] : buffer.getByteArray(0, length);
  }

  private static void refuse(Pointer result) {
    Pointer error = ChdbLibrary.chdb_result_error(result);
    if (error != null) {
      throw new EngineException(error.getString(0, UTF_8.name()));
    }
  }

  private static void refuseInsert(Pointer stream) {
    String error = ChdbLibrary.chdb_stream_insert_error(stream);
    if (error != null) {
      throw new EngineException(error);
    }
  }
}
