package dev.tidemark.transform.lane;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.bronze.Bronze;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.bronze.MemoryBronze;
import dev.tidemark.transform.decode.RecordDecoder;
import dev.tidemark.transform.fixture.Interruption;
import dev.tidemark.transform.fixture.MemoryTable;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.index.Indexes;
import dev.tidemark.transform.marks.MarkFinder;
import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.quality.Quarantine;
import dev.tidemark.transform.quality.RuleResults;
import dev.tidemark.transform.quality.Rules;
import dev.tidemark.transform.silver.Precedence;
import dev.tidemark.transform.silver.Upsert;
import dev.tidemark.transform.sql.Analysis;
import dev.tidemark.transform.sql.SilverTables;
import dev.tidemark.transform.table.Fence;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A lane over tables in memory: the product's own bronze, decoder, rules, upsert, ledgers, silver
 * step and catch-up, with a Kafka that is a map. One process after the other writes; each may be
 * killed at any commit.
 */
final class LaneWorld {
  static final String TOPIC = "shop.shop.things";
  private static final int CHUNK = 4;
  private static final Instant NOW = Instant.parse("2024-05-07T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final StreamMetrics METRICS = new StreamMetrics(CLOCK);

  private final Dataset conf;
  private final Supplier<Upsert> silver;
  private final MarkFinder finder;
  private final Rules rules;
  private final Together together;
  private final Interruption interruption;
  private final Map<TopicPartition, List<Told>> kafka = new TreeMap<>();
  private final Map<TopicPartition, Long> reached = new HashMap<>();
  private final MemoryTable bronzeRows;
  private final MemoryTable quarantineRows;
  private final MemoryTable batchRows;
  private final MemoryTable resultRows;
  private LaneDataset dataset;
  private SilverStep step;
  private Fence fence;
  private int epoch = 1;
  private int term;

  /** What does not differ between worlds, and costs time to make. */
  record Ground(Dataset dataset, MarkFinder finder, Rules rules, Together together) {
    static Ground of(Conf conf) {
      Analysis noModels = new Analysis(Map.of(), List.of(), List.of());
      Dataset dataset = conf.datasets().get("things");
      return new Ground(
          dataset,
          new MarkFinder(
              conf,
              noModels,
              TestSpark.session(),
              SilverTables.in(conf.platform().lake()),
              new Indexes()),
          Rules.of(TestSpark.session(), dataset),
          new Together(TestSpark.session().sparkContext(), "property"));
    }
  }

  /**
   * @param silver opens the dataset's silver, whose commits {@code interruption} interrupts too
   */
  LaneWorld(Ground ground, Interruption interruption, Supplier<Upsert> silver) {
    this.conf = ground.dataset();
    this.finder = ground.finder();
    this.rules = ground.rules();
    this.together = ground.together();
    this.interruption = interruption;
    this.silver = silver;
    this.bronzeRows = new MemoryTable(interruption);
    this.quarantineRows = new MemoryTable(interruption);
    this.batchRows = new MemoryTable(interruption);
    this.resultRows = new MemoryTable(interruption);
    start();
  }

  void write(List<Told> events) {
    for (Told told : events) {
      TopicPartition partition = new TopicPartition(TOPIC, epoch, told.partition());
      kafka.computeIfAbsent(partition, key -> new ArrayList<>()).add(told);
    }
  }

  void read(int offsets) {
    survive(() -> batch(offsets, true));
  }

  void bronzeOnly(int offsets) {
    survive(() -> batch(offsets, false));
    start();
  }

  void again(int offsets) {
    reached.replaceAll((partition, at) -> Math.max(0, at - offsets));
  }

  void rederive(int offsets) {
    Map<TopicPartition, OffsetRange> newest = new TreeMap<>();
    bronze()
        .covered()
        .asMap()
        .forEach(
            (partition, ranges) -> {
              long end = ranges.get(ranges.size() - 1).until();
              newest.put(partition, new OffsetRange(Math.max(0, end - offsets), end));
            });
    survive(
        () ->
            bronze()
                .read(
                    Coverage.of(newest),
                    CHUNK,
                    (records, covered) ->
                        step.apply(
                            List.of(Part.of(dataset, records, covered)),
                            Precedence.NEWER_OR_EQUAL)));
  }

  /** A new process; the one before may have been killed anywhere. */
  void start() {
    survive(this::open);
  }

  void newTopic() {
    while (reached.entrySet().stream()
        .anyMatch(at -> kafka.getOrDefault(at.getKey(), List.of()).size() > at.getValue())) {
      read(100);
    }
    epoch++;
    start();
  }

  private void survive(Runnable work) {
    try {
      work.run();
    } catch (Interruption.Killed e) {
      open(); // nothing interrupts twice
    }
  }

  private void open() {
    fence = new TermFence("property", ++term);
    dataset =
        new LaneDataset(
            conf,
            MemoryBronze.over(bronzeRows, conf, CLOCK),
            RecordDecoder.of(conf, id -> Optional.empty()),
            rules,
            silver.get());
    step =
        new SilverStep(
            new SilverStep.Ledgers(
                "property",
                null, // no model, no mark
                Quarantine.over(quarantineRows, "property", CLOCK),
                new Batches(batchRows, "property", CLOCK, METRICS),
                RuleResults.over(resultRows, "property", CLOCK),
                (grown, by) -> {
                  throw new AssertionError("%s has no new columns".formatted(grown));
                }),
            finder,
            new MarkGate(0),
            fence,
            together);
    dataset.bronze().fence(fence);
    dataset.silver().fence(fence);
    new CatchUp(TestSpark.session().sparkContext(), step, CHUNK).run(List.of(dataset));
    reached.clear();
    for (int i = 0; i < Told.PARTITIONS; i++) {
      TopicPartition partition = new TopicPartition(TOPIC, epoch, i);
      reached.put(partition, bronze().covered().end(partition).orElse(0));
    }
  }

  private void batch(int offsets, boolean withSilver) {
    List<KafkaRecord> records = new ArrayList<>();
    Map<TopicPartition, OffsetRange> ranges = new TreeMap<>();
    reached.forEach(
        (partition, from) -> {
          long until = Math.min(kafka.getOrDefault(partition, List.of()).size(), from + offsets);
          if (until > from) {
            ranges.put(partition, new OffsetRange(from, until));
            records.addAll(records(partition, from, until));
          }
        });
    ranges.forEach((partition, range) -> reached.put(partition, range.until()));
    dataset.read(Coverage.of(ranges));
    if (records.isEmpty()) {
      return;
    }
    dataset.bronze().append(records, dataset.unwritten(), fence);
    if (withSilver) {
      step.apply(List.of(Part.of(dataset, records, dataset.unwritten())), Precedence.NEWER);
    }
    dataset.written();
  }

  private List<KafkaRecord> records(TopicPartition partition, long from, long until) {
    List<KafkaRecord> records = new ArrayList<>();
    for (long offset = from; offset < until; offset++) {
      Told told = kafka.get(partition).get((int) offset);
      if (told.kind() != Told.Kind.MARKER) {
        records.add(
            new KafkaRecord(
                TOPIC,
                partition.epoch(),
                partition.partition(),
                offset,
                NOW,
                null,
                told.bytes(),
                List.of()));
      }
    }
    return records;
  }

  private Bronze bronze() {
    return dataset.bronze();
  }

  Coverage bronzeCovered() {
    return bronzeRows.covered();
  }

  Map<TopicPartition, List<Told>> kafka() {
    return kafka;
  }

  MemoryTable bronzeTable() {
    return bronzeRows;
  }

  MemoryTable quarantine() {
    return quarantineRows;
  }

  MemoryTable batches() {
    return batchRows;
  }

  MemoryTable results() {
    return resultRows;
  }

  Interruption interruption() {
    return interruption;
  }
}
