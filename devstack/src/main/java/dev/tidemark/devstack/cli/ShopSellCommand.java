package dev.tidemark.devstack.cli;

import dev.tidemark.devstack.host.Stopwatch;
import dev.tidemark.devstack.shop.SellOptions;
import dev.tidemark.devstack.shop.Shop;
import dev.tidemark.devstack.shop.SteadyClock;
import dev.tidemark.devstack.shop.Totals;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "sell",
    description = "Changes the shop's tables until Ctrl-C, or for as long as is said.",
    mixinStandardHelpOptions = true)
final class ShopSellCommand implements Callable<Integer> {
  private static final int LAST_TRANSACTION_SECONDS = 10;

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(
      names = "--rate",
      defaultValue = "50",
      description = "Row changes in a second (${DEFAULT-VALUE}).")
  private double rate;

  @Option(names = "--seed", defaultValue = "1", description = "Of all chance (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long, as 30s, 5m or 1h; else until it is stopped.")
  private Duration time;

  @Option(names = "--events", description = "Row changes after which it stops.")
  private Long events;

  @Option(
      names = "--today",
      paramLabel = "DAY",
      description = "The shop's clock starts here and ticks by change: the same rows each time.")
  private LocalDate today;

  @Override
  public Integer call() {
    SellOptions options = options();
    Shop shop = ShopDoor.open(data.layout(), spec);
    AtomicBoolean stopped = new AtomicBoolean();
    CountDownLatch done = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(stopped, done), "last orders"));
    long end = time == null ? Long.MAX_VALUE : System.nanoTime() + time.toNanos();
    PrintWriter out = spec.commandLine().getOut();
    SellingDisplay display = SellingDisplay.on(out);
    Stopwatch watch = new Stopwatch();
    try {
      Totals totals =
          shop.sell(options, () -> stopped.get() || System.nanoTime() >= end, display::show);
      display.end();
      out.println("sold: %s (%s)".formatted(totals, watch));
    } finally {
      done.countDown();
    }
    return 0;
  }

  private SellOptions options() {
    Clock clock = today == null ? Clock.systemUTC() : SteadyClock.from(today);
    try {
      return new SellOptions(rate, seed, events == null ? Long.MAX_VALUE : events, clock);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** On Ctrl-C or SIGTERM: the transaction at hand is finished, and the totals are printed. */
  private static void finish(AtomicBoolean stopped, CountDownLatch done) {
    if (done.getCount() == 0) {
      return; // an end like any other
    }
    stopped.set(true);
    try {
      if (done.await(LAST_TRANSACTION_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(0); // it was asked to stop and did so: no failure
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
