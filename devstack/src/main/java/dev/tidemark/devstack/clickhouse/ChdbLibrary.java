package dev.tidemark.devstack.clickhouse;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Map;

/** The functions of chdb.h that we call; a size_t is a long on the platforms that we know. */
final class ChdbLibrary {
  private static final int RTLD_NOW_LOCAL = 2;

  private ChdbLibrary() {}

  /** Once per process, before anything else here. */
  static void load(Path file) {
    Map<String, ?> options = Map.of(Library.OPTION_OPEN_FLAGS, RTLD_NOW_LOCAL);
    Native.register(ChdbLibrary.class, NativeLibrary.getInstance(file.toString(), options));
    // before the first connection: the engine's handlers would hang the JVM at its first SIGSEGV,
    // which is how the JVM finds a null reference
    chdb_set_signal_handlers_enabled(0);
  }

  static native void chdb_set_signal_handlers_enabled(int enabled);

  static native int chdb_shutdown();

  static native Pointer chdb_connect(int count, Pointer arguments);

  static native void chdb_close_conn(Pointer connection);

  static native Pointer chdb_query_n(
      Pointer connection, byte[] query, long queryLength, byte[] format, long formatLength);

  static native Pointer chdb_query_with_params_n(
      Pointer connection,
      byte[] query,
      long queryLength,
      byte[] format,
      long formatLength,
      Pointer names,
      Pointer nameLengths,
      Pointer values,
      Pointer valueLengths,
      long count);

  static native Pointer chdb_stream_query_n(
      Pointer connection, byte[] query, long queryLength, byte[] format, long formatLength);

  static native Pointer chdb_stream_query_with_params_n(
      Pointer connection,
      byte[] query,
      long queryLength,
      byte[] format,
      long formatLength,
      Pointer names,
      Pointer nameLengths,
      Pointer values,
      Pointer valueLengths,
      long count);

  static native Pointer chdb_stream_fetch_result(Pointer connection, Pointer result);

  static native void chdb_stream_cancel_query(Pointer connection, Pointer result);

  static native void chdb_destroy_query_result(Pointer result);

  static native Pointer chdb_stream_insert_n(
      Pointer connection, byte[] query, long queryLength, byte[] format, long formatLength);

  static native int chdb_stream_append(Pointer stream, byte[] data, long length);

  static native Pointer chdb_stream_done(Pointer stream);

  static native void chdb_stream_cancel_insert(Pointer stream);

  static native String chdb_stream_insert_error(Pointer stream);

  static native void chdb_destroy_insert_stream(Pointer stream);

  static native Pointer chdb_result_buffer(Pointer result);

  static native long chdb_result_length(Pointer result);

  static native long chdb_result_rows_read(Pointer result);

  static native long chdb_result_bytes_read(Pointer result);

  static native long chdb_result_storage_rows_read(Pointer result);

  static native long chdb_result_storage_bytes_read(Pointer result);

  static native long chdb_result_rows_written(Pointer result);

  static native long chdb_result_bytes_written(Pointer result);

  static native Pointer chdb_result_error(Pointer result);
}
