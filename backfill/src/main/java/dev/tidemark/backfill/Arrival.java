package dev.tidemark.backfill;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Platform;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.time.Interval;
import dev.tidemark.transform.bronze.Bronze;
import dev.tidemark.transform.decode.RecordDecoder;
import dev.tidemark.transform.ledger.Counts;
import dev.tidemark.transform.ledger.Ledger;
import dev.tidemark.transform.ledger.Transition;
import dev.tidemark.transform.ledger.WorkState;
import dev.tidemark.transform.registry.SchemaStore;
import dev.tidemark.transform.silver.SilverReader;
import dev.tidemark.transform.table.CoveredOffsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Looks whether re-emitted rows are in silver, and whether the counts agree. */
final class Arrival {
  private final SparkSession spark;
  private final Platform platform;
  private final Dataset dataset;
  private final Ledger ledger;

  Arrival(SparkSession spark, Platform platform, Dataset dataset, Ledger ledger) {
    this.spark = spark;
    this.platform = platform;
    this.dataset = dataset;
    this.ledger = ledger;
  }

  /** The offsets that silver has by now. */
  Coverage covered() {
    return CoveredOffsets.of(
        platform.lake().silver(dataset.name()), spark.sessionState().newHadoopConf());
  }

  /** Counts emissions that are there, and writes down what each has become: done, or failed. */
  List<Transition> settle(List<Emission> emissions) {
    List<ReEmitted> counted =
        ReEmitted.count(
            Bronze.open(spark, platform.lake(), dataset, Clock.systemUTC()), decoder(), emissions);
    Map<Interval, Long> keys =
        new SilverReader(spark, platform.lake(), dataset)
            .live(emissions.stream().map(e -> e.line().work().range()).toList());
    List<Transition> lines = new ArrayList<>();
    for (int i = 0; i < emissions.size(); i++) {
      Transition emitted = emissions.get(i).line();
      Counts counts =
          emitted
              .counts()
              .withBronze(counted.get(i).within())
              .withSpilled(counted.get(i).outside())
              .withKeys(keys.get(emitted.work().range()));
      Transition applied = emitted.to(WorkState.APPLIED, emitted.detail()).with(counts);
      lines.add(applied);
      lines.add(judged(applied, counted.get(i)));
    }
    return ledger.append(newest -> lines).stream().filter(line -> !line.state().isOpen()).toList();
  }

  private static Transition judged(Transition applied, ReEmitted counted) {
    long emitted = applied.counts().emitted().orElseThrow();
    return counted.accountsFor(emitted)
        ? applied.to(WorkState.DONE, why(applied, counted))
        : applied.to(
            WorkState.FAILED,
            "the connector read %s rows, bronze has %s and %s were changed meanwhile; run again"
                .formatted(emitted, counted.within() + counted.outside(), counted.changed()));
  }

  private static String why(Transition applied, ReEmitted counted) {
    long emitted = applied.counts().emitted().orElseThrow();
    long there = counted.within() + counted.outside();
    if (there < emitted) {
      return "%s rows came as changes while they were read".formatted(emitted - there);
    }
    return there > emitted ? "the connector began its count anew while it read" : applied.detail();
  }

  /** With the writer schemas that the lake has by now. */
  private RecordDecoder decoder() {
    return RecordDecoder.of(
        dataset,
        new SchemaStore(
            spark,
            platform.lake(),
            platform.registry(),
            () -> {
              throw new IllegalStateException("only the lane writes schemas");
            },
            Clock.systemUTC()));
  }
}
