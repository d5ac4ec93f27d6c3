package dev.tidemark.api;

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

  static void portIsFree(Platform.Api api) {
    InetSocketAddress address = new InetSocketAddress(api.host(), api.port());
    if (address.isUnresolved()) {
      throw new StartException(
          "Host '%s' of api in tidemark.yaml has no address; write 127.0.0.1, or a name that this machine knows."
              .formatted(api.host()));
    }
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
