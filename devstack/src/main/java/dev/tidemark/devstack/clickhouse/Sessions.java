package dev.tidemark.devstack.clickhouse;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Connections of the engine: lent to requests without a session, kept for those with one. */
final class Sessions implements AutoCloseable {
  private static final int IDLE = 32;
  private static final int NAMED = 64;

  private final Path folder;
  private final BlockingQueue<EngineConnection> idle = new ArrayBlockingQueue<>(IDLE);
  private final Map<String, EngineConnection> named = new LinkedHashMap<>();

  Sessions(Path folder) {
    this.folder = folder;
  }

  EngineConnection borrow() {
    EngineConnection connection = idle.poll();
    return connection == null ? new EngineConnection(folder) : connection;
  }

  void giveBack(EngineConnection connection) {
    if (connection.isChanged() || !idle.offer(connection)) {
      connection.close();
    }
  }

  /** The oldest session gives way when there are too many. */
  synchronized EngineConnection session(String id) {
    if (!named.containsKey(id) && named.size() == NAMED) {
      end(named.keySet().iterator().next());
    }
    return named.computeIfAbsent(id, name -> new EngineConnection(folder));
  }

  synchronized void end(String id) {
    EngineConnection connection = named.remove(id);
    if (connection != null) {
      connection.close();
    }
  }

  @Override
  public synchronized void close() {
    named.values().forEach(EngineConnection::close);
    named.clear();
    for (EngineConnection connection = idle.poll(); connection != null; connection = idle.poll()) {
      connection.close();
    }
  }
}
