package dev.tidemark.devstack.demo;

import dev.tidemark.devstack.Devstack;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.settings.Endpoints;
import dev.tidemark.devstack.settings.PortName;
import dev.tidemark.devstack.shop.Shop;
import dev.tidemark.devstack.shop.Totals;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The story from an empty folder to the proof that API and database agree. */
public final class Demo {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final Pattern SPARK_UI = Pattern.compile("Spark UI: (http\\S+)");

  private final DemoOptions options;
  private final Narrator narrator;
  private final StopSignal stop;
  private final Processes processes;
  private final DevstackLayout layout;
  private final Devstack devstack;
  private final Shop shop;
  private final Proof proof;
  private final URI apiUrl;

  private Demo(
      DemoOptions options,
      Narrator narrator,
      DevstackLayout layout,
      Devstack devstack,
      StopSignal stop) {
    Endpoints where = devstack.endpoints();
    String jdbc = where.jdbcUrl("shop");
    this.options = options;
    this.narrator = narrator;
    this.stop = stop;
    this.layout = layout;
    this.devstack = devstack;
    this.processes = new Processes(options.root(), layout, devstack, stop);
    this.shop = new Shop(jdbc, where.accounts().shop());
    this.apiUrl =
        URI.create("http://%s:%s".formatted(Endpoints.HOST, where.ports().of(PortName.API)));
    this.proof =
        new Proof(
            narrator,
            processes,
            new ApiAnswers(apiUrl, where.accounts().apiKey()),
            new SourceAnswers(jdbc, where.accounts().shop()));
  }

  /**
   * Runs it to its end, or until it is stopped; nothing that it started is left.
   *
   * @throws DemoException if it cannot go on, or if API and database differ
   */
  public static void run(
      DemoOptions options, Narrator narrator, DevstackLayout layout, Devstack devstack) {
    try (StopSignal stop = StopSignal.listening(narrator)) {
      Demo demo = new Demo(options, narrator, layout, devstack, stop);
      boolean clean = options.once();
      try {
        demo.tell();
      } catch (StopSignal.Asked e) {
        // stopped below, as it always is
      } catch (RuntimeException e) {
        clean = false;
        throw stop.asked() ? e : demo.explained(e);
      } finally {
        demo.end(clean);
      }
    }
  }

  private void tell() {
    Duration built = narrator.passed();
    processes.prepareFor(List.of("stream", "serve"));
    narrator.say("starting Kafka, Kafka Connect, the registry, MariaDB and ClickHouse");
    processes.up();
    stop.check();
    writeHistory();
    narrator.say("making topics and connectors match conf/ (ingest apply)");
    processes.run("ingest", "apply");
    narrator.say("starting the stream and the API");
    Word stream = processes.start("stream");
    processes.start("serve");
    proof.awaitFirstAnswer();
    Duration first = narrator.passed();
    narrator.say("first answer after %s".formatted(Narrator.seconds(first)));
    String sparkUi = sparkUi(stream);
    if (options.chaos()) {
      sellThroughChaos();
    } else {
      sellForAWhile();
      proof.compare(Instant.now());
    }
    narrator.say(
        "built in %s, first answer %s later; all processes together use %s MiB"
            .formatted(
                Narrator.seconds(built),
                Narrator.seconds(first.minus(built)),
                processes.residentMib()));
    narrator.add("the API:       %s/v1/sales/top-cities".formatted(apiUrl));
    narrator.add("its key:       TIDEMARK_API_KEY in %s".formatted(layout.envFile().path()));
    narrator.add("its pages:     %s/docs".formatted(apiUrl));
    narrator.add("the Spark UI:  %s".formatted(sparkUi));
    if (!options.once()) {
      stop.expect();
      narrator.say("the shop goes on selling; Ctrl-C ends it all");
      sell(() -> false);
    }
  }

  private void writeHistory() {
    if (shop.hasOrders()) {
      narrator.say("the shop has its history already");
      return;
    }
    Totals written = shop.history(options.history());
    narrator.say(
        "history written: %s orders from %s to %s, %s rows"
            .formatted(
                options.history().orders(),
                options.history().from(),
                options.history().to(),
                written.rows()));
  }

  private void sellForAWhile() {
    narrator.say(
        "the shop sells for %s s, %s changes in a second"
            .formatted(options.time().toSeconds(), Math.round(options.selling().rate())));
    long end = System.nanoTime() + options.time().toNanos();
    Totals sold = sell(() -> System.nanoTime() >= end);
    narrator.say("the shop stops: " + sold);
  }

  /** The connectors are looked after until API and database agree. */
  private void sellThroughChaos() {
    narrator.say("the shop sells while every process is killed once and started again");
    Repairs repairs = new Repairs(devstack.endpoints().connect(), narrator);
    SellingLines lines = new SellingLines(narrator, BETWEEN_LINES);
    long end = System.nanoTime() + options.time().toNanos();
    try (Chaos chaos = new Chaos(processes, repairs, narrator, stop, options.selling().seed())) {
      chaos.start();
      Totals sold =
          shop.sellThroughOutages(
              options.selling(),
              () -> (chaos.isDone() && System.nanoTime() >= end) || stop.asked(),
              lines::show,
              narrator::say);
      chaos.requireWell();
      narrator.say("the shop stops: " + sold);
      Instant stopped = Instant.now();
      proof.awaitFirstAnswer();
      proof.compare(stopped);
    }
  }

  private Totals sell(BooleanSupplier enough) {
    SellingLines lines = new SellingLines(narrator, BETWEEN_LINES);
    Totals sold =
        shop.sell(
            options.selling(),
            () -> enough.getAsBoolean() || stop.asked() || !processes.wordsAreAlive(),
            lines::show);
    processes.check();
    return sold;
  }

  /** The address that Spark chose; the first port of its own that was free. */
  private static String sparkUi(Word stream) {
    try {
      Matcher found = SPARK_UI.matcher(Files.readString(stream.log().path()));
      return found.find() ? found.group(1) : "off";
    } catch (IOException e) {
      return "not told by " + stream.log().path();
    }
  }

  /** A failure with its cause, if one of the processes ended. */
  private RuntimeException explained(RuntimeException failure) {
    try {
      processes.checkNow();
      return failure;
    } catch (RuntimeException cause) {
      cause.addSuppressed(failure);
      return cause;
    }
  }

  private void end(boolean clean) {
    processes.stop();
    if (clean) {
      devstack.clean();
      narrator.say("all is stopped and cleaned up");
    } else if (options.once()) {
      narrator.say("all is stopped; its data and logs are kept in " + layout.data());
    } else {
      narrator.say("what was started is stopped; the data is kept in " + layout.data());
    }
  }
}
