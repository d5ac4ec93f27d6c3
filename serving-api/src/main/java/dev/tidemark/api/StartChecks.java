package dev.tidemark.api;

import dev.tidemark.api.access.ApiKeys;
import dev.tidemark.api.clickhouse.ClickHouse;
import dev.tidemark.api.clickhouse.Reachability;
import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.ConfException;
import dev.tidemark.contract.conf.ConfLoader;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Platform;
import dev.tidemark.contract.conf.Problem;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What must hold before the API listens; each failure is a {@link StartException}. */
final class StartChecks {
  private StartChecks() {}

  /** Findings about source columns are left to ingest and validate: gold has its own. */
  static Conf conf(Path folder, Environment environment) {
    ConfLoader.Result result = ConfLoader.read(folder, environment);
    List<Problem> mistakes =
        result.problems().stream()
            .filter(problem -> problem.kind() == Problem.Kind.STRUCTURE)
            .toList();
    if (mistakes.isEmpty() && result.conf().isPresent()) {
      return result.conf().get();
    }
    ConfException wrong = new ConfException(mistakes);
    throw new StartException(wrong.getMessage(), wrong);
  }

  /** Keys must not cross a network in the clear, and the API has no TLS. */
  static void isLoopback(Platform.Api api) {
    InetSocketAddress address = new InetSocketAddress(api.host(), api.port());
    if (address.isUnresolved()) {
      throw new StartException(
          "Host '%s' of api in tidemark.yaml has no address; write 127.0.0.1."
              .formatted(api.host()));
    }
    if (!address.getAddress().isLoopbackAddress()) {
      throw new StartException(
          "Host '%s' of api in tidemark.yaml is beyond this machine, and the API has no TLS to protect its keys on the way; write 127.0.0.1 and put a proxy with TLS before it."
              .formatted(api.host()));
    }
  }

  static ApiKeys keys(Conf conf, Environment environment) {
    List<Platform.ApiKey> keys = conf.platform().api().keys();
    if (keys.isEmpty()) {
      throw new StartException(
          "%s names no key for the API, so nobody could be let in; add api: {keys: [{name: me, key: \"${env:TIDEMARK_API_KEY}\"}]} and set the variable ('openssl rand -hex 24' makes a key)."
              .formatted(conf.platform().at().file()));
    }
    try {
      return ApiKeys.of(keys, environment);
    } catch (IllegalArgumentException e) {
      throw new StartException(
          "The keys of the API cannot be used: %s; see api in %s ('openssl rand -hex 24' makes a key)."
              .formatted(e.getMessage(), conf.platform().at().file()),
          e);
    }
  }

  static void portIsFree(Platform.Api api) {
    InetSocketAddress address = new InetSocketAddress(api.host(), api.port());
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(address);
    } catch (BindException e) {
      throw new StartException(portTaken(api, e), e);
    } catch (IOException e) {
      throw new StartException(
          "Cannot listen on %s:%s: %s.".formatted(api.host(), api.port(), e.getMessage()), e);
    }
  }

  static ClickHouse clickhouse(Conf conf, Environment environment) {
    try {
      return ClickHouse.open(conf.platform().clickhouse(), environment);
    } catch (IllegalArgumentException e) {
      throw new StartException(
          "ClickHouse's credentials cannot be resolved: %s; see clickhouse in %s."
              .formatted(e.getMessage(), conf.platform().at().file()),
          e);
    }
  }

  /** Why ClickHouse does not answer, if it is only down; refused credentials end the start. */
  static Optional<String> refusal(Reachability reachability) {
    if (reachability instanceof Reachability.Refused refused) {
      throw new StartException(
          "%s; check user and password under clickhouse in tidemark.yaml."
              .formatted(refused.reason()));
    }
    return reachability instanceof Reachability.Down down
        ? Optional.of(down.reason())
        : Optional.empty();
  }

  private static String portTaken(Platform.Api api, BindException cause) {
    String message = String.valueOf(cause.getMessage());
    if (!message.contains("in use")) {
      return "Cannot listen on %s:%s: %s; change host or port under api in tidemark.yaml."
          .formatted(api.host(), api.port(), message);
    }
    return "Port %s on %s is in use%s; stop that program, or choose another port under api in tidemark.yaml."
        .formatted(
            api.port(),
            api.host(),
            PortOwner.of(api.port()).map(owner -> " by " + owner).orElse(""));
  }
}
