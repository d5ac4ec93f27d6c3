package dev.tidemark.api;

import dev.tidemark.api.access.ApiKeys;
import dev.tidemark.api.clickhouse.ClickHouse;
import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Platform;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.Micronaut;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Clock;
import java.util.Map;

/** The listening API; SIGTERM lets running requests end. */
final class Server implements AutoCloseable {
  private final ApplicationContext context;
  private final EmbeddedServer listener;

  private Server(ApplicationContext context) {
    this.context = context;
    this.listener = context.getBean(EmbeddedServer.class);
  }

  /**
   * Listens when it returns.
   *
   * @param api port 0: any free one
   * @param keys open what is not open to everybody
   * @throws StartException if it cannot listen
   */
  static Server start(
      Conf conf, ClickHouse clickhouse, Clock clock, Platform.Api api, ApiKeys keys) {
    try {
      return new Server(
          Micronaut.build(new String[0])
              .banner(false)
              .deduceEnvironment(false)
              .mainClass(Application.class)
              .properties(
                  Map.of(
                      "micronaut.server.host",
                      api.host(),
                      "micronaut.server.port",
                      api.port() == 0 ? -1 : api.port()))
              .singletons(conf, clickhouse, clock, keys)
              .start());
    } catch (ServerStartupException | BeanInstantiationException e) {
      throw new StartException(
          "The API cannot listen on %s:%s: %s.".formatted(api.host(), api.port(), e.getMessage()),
          e);
    }
  }

  String url() {
    return "http://%s:%s".formatted(listener.getHost(), listener.getPort());
  }

  @Override
  public void close() {
    context.close();
  }
}
