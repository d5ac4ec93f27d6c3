package dev.tidemark.bench.writepath;

import dev.tidemark.bench.writepath.Figures.Delay;
import dev.tidemark.bench.writepath.Figures.Parity;
import dev.tidemark.bench.writepath.Figures.Rate;
import dev.tidemark.bench.writepath.Figures.Spread;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The course of a run: load, then rounds in which the subjects take turns. */
final class Measuring {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int WARM_UP_RATE = 1_500;

  private final Feed feed;
  private final Population population;
  private final List<Subject> subjects;
  private final Sizes sizes;
  private final Consumer<String> told;
  private final Figures figures = new Figures();

  /**
   * @param told one line for each thing done
   */
  Measuring(
      Feed feed,
      Population population,
      List<Subject> subjects,
      Sizes sizes,
      Consumer<String> told) {
    this.feed = feed;
    this.population = population;
    this.subjects = subjects;
    this.sizes = sizes;
    this.told = told;
  }

  Figures run() throws IOException, InterruptedException {
    load();
    for (int round = 1; round <= sizes.rounds(); round++) {
      throughput("round " + round);
      if (!sizes.rates().isEmpty()) {
        latency("round " + round);
      }
    }
    return figures;
  }

  private void load() throws IOException, InterruptedException {
    Offsets start = feed.ends();
    long began = System.nanoTime();
    feed.send(population::insert, sizes.rows());
    told.accept(
        "%s rows are in Kafka after %s s".formatted(sizes.rows(), Math.round(seconds(began))));
    for (Subject subject : subjects) {
      began = System.nanoTime();
      subject.load(feed.ends());
      Progress progress = subject.progress().after(start);
      if (progress.commits().size() > 1) {
        rate(subject, "load", sizes.rows(), progress, seconds(began));
      }
    }
  }

  private void throughput(String phase) throws IOException, InterruptedException {
    Offsets start = feed.ends();
    feed.send(population::next, sizes.events());
    Totals expected = population.totals();
    for (Subject subject : subjects) {
      long began = System.nanoTime();
      subject.once(start);
      rate(subject, phase, sizes.events(), subject.progress().after(start), seconds(began));
    }
    for (Subject subject : subjects) {
      parity(subject, phase + ", throughput", expected);
    }
  }

  private void rate(
      Subject subject, String phase, long records, Progress progress, double wallSeconds) {
    Rate rate =
        new Rate(
            subject.name(),
            phase,
            records,
            progress.commits().size(),
            progress.perSecond(),
            progress.perSecondOfLaterHalf(),
            Spread.of(progress.batchTimes()),
            wallSeconds);
    figures.rates.add(rate);
    told.accept(
        "%s %s: %s/s, later half %s/s (%s batches, p50 %s ms; process %s s)"
            .formatted(
                phase,
                subject.name(),
                Math.round(rate.perSecond()),
                Math.round(rate.perSecondLate()),
                rate.batches(),
                rate.batchMillis().p50(),
                Math.round(wallSeconds)));
  }

  private void latency(String phase) throws IOException, InterruptedException {
    for (Subject subject : subjects) {
      try (Programs.Running running = subject.live(feed.ends())) {
        warm(subject, running);
        for (int rate : sizes.rates()) {
          latency(phase, subject, running, rate);
        }
      }
      parity(subject, phase + ", latency", population.totals());
    }
  }

  /** Until it works, is through with what was there, and has worked for a while. */
  private void warm(Subject subject, Programs.Running running)
      throws IOException, InterruptedException {
    Offsets start = feed.ends();
    long began = System.nanoTime();
    while (subject.progress().after(start).commits().isEmpty()) {
      requireTime(began, subject, running);
      feed.send(population::next, WARM_UP_RATE, Duration.ofSeconds(1));
    }
    feed.send(population::next, WARM_UP_RATE, sizes.warmUp());
    await(subject, running);
  }

  private void latency(String phase, Subject subject, Programs.Running running, int rate)
      throws IOException, InterruptedException {
    long from = System.currentTimeMillis();
    List<Feed.Sent> sent = feed.send(population::next, rate, sizes.time());
    await(subject, running);
    Progress all = subject.progress();
    Progress window = all.between(from, System.currentTimeMillis());
    Delay delay =
        new Delay(
            subject.name(),
            phase,
            rate,
            sent.size(),
            window.commits().size(),
            Spread.of(all.latencies(sent)),
            Spread.of(window.batchTimes()));
    figures.delays.add(delay);
    told.accept(
        "%s %s at %s/s: record to commit p50 %s p95 %s max %s ms; batch p50 %s p95 %s ms (%s batches)"
            .formatted(
                phase,
                subject.name(),
                rate,
                delay.millis().p50(),
                delay.millis().p95(),
                delay.millis().max(),
                delay.batchMillis().p50(),
                delay.batchMillis().p95(),
                delay.batches()));
  }

  private void await(Subject subject, Programs.Running running)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    while (!subject.progress().reaches(feed.ends())) {
      requireTime(began, subject, running);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static void requireTime(long began, Subject subject, Programs.Running running) {
    running.requireAlive();
    if (seconds(began) > PATIENCE.toSeconds()) {
      throw new IllegalStateException(
          "%s did not get through with its records in %s; see %s"
              .formatted(subject.name(), PATIENCE, running.log()));
    }
  }

  private void parity(Subject subject, String phase, Totals expected)
      throws IOException, InterruptedException {
    Optional<Found> found = subject.found();
    if (found.isPresent()) {
      boolean equal = found.get().isFold(expected, population.changes());
      figures.parities.add(
          new Parity(subject.name(), phase, equal, population.changes(), expected, found.get()));
      told.accept(
          "%s %s: its tables are %s the fold of %s changes"
              .formatted(phase, subject.name(), equal ? "equal to" : "NOT", population.changes()));
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
