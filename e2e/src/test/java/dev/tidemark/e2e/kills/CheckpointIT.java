package dev.tidemark.e2e.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.e2e.fixture.Product;
import dev.tidemark.e2e.fixture.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints count for nothing, datasets come, go and move between lanes, offsets fall away. */
@Tag("full")
final class CheckpointIT {
  private static final String NOTES = "source: shop\ntable: shop.notes\nkeys: [note_id]\n";
  private static final String TOPIC = "shop.shop.notes";
  private static final String CUSTOMERS = "datasets/customers.yaml";

  private int notes;

  @Test
  void nothingIsLostAndNothingTwice(@TempDir Path dir) throws IOException {
    Random chance = new Random(11);
    try (World world = World.open(dir)) {
      world.conf.replace("sources/shop.yaml", "shop.order_lines]", "shop.order_lines, shop.notes]");
      world
          .stack
          .source()
          .execute("CREATE TABLE shop.notes (note_id INT PRIMARY KEY, note VARCHAR(40) NOT NULL)");
      write(world, 2);
      world.apply();
      world.start();
      world.settle();
      Path checkpoints = world.stack.lake().lake().resolve("_tidemark/checkpoints");

      Path old = copy(checkpoints, dir.resolve("old"));
      killAndChange(world, chance);
      delete(checkpoints);
      goOn(world);

      killAndChange(world, chance);
      delete(checkpoints);
      copy(old, checkpoints);
      goOn(world);

      killAndChange(world, chance);
      spoil(checkpoints);
      goOn(world);

      datasetsComeAndGo(world, chance);
      lanesChange(world, chance);
      aHoleIsTold(world);
      world.stop();
      world.stack.kill("kafka");
      assertThat(world.stack.product().runWell("rebase", "--conf", world.conf.toString()))
          .contains("this is the lake's part alone")
          .containsPattern("bronze has 0[.][.]\\d+; Kafka has unknown; the next start begins at");
    }
  }

  private void datasetsComeAndGo(World world, Random chance) throws IOException {
    Path file = world.conf.path().resolve("datasets/notes.yaml");
    world.conf.write("datasets/notes.yaml", NOTES);
    world.stack.product().runWell("ingest", "apply", "--conf", world.conf.toString());
    killAndChange(world, chance);
    goOn(world);
    mustHaveNotes(world);

    Files.delete(file);
    killAndChange(world, chance);
    goOn(world);

    world.conf.write("datasets/notes.yaml", NOTES);
    killAndChange(world, chance);
    goOn(world);
    mustHaveNotes(world);
  }

  private void lanesChange(World world, Random chance) {
    world.conf.write("datasets/notes.yaml", NOTES + "lane: side\n");
    String customers = world.conf.read(CUSTOMERS);
    world.conf.write(CUSTOMERS, customers + "lane: side\n");
    killAndChange(world, chance);
    goOn(world);
    mustHaveNotes(world);

    Product.Outcome second =
        world
            .stack
            .product()
            .run("stream", "--conf", world.conf.toString(), "--datasets", "notes", "--once");
    assertThat(second.exitCode()).as(second.output()).isEqualTo(3);

    world.conf.write("datasets/notes.yaml", NOTES);
    world.conf.write(CUSTOMERS, customers);
    killAndChange(world, chance);
    goOn(world);
    mustHaveNotes(world);
  }

  private void aHoleIsTold(World world) {
    Product product = world.stack.product();
    String conf = world.conf.toString();
    world.stop();
    write(world, 3);
    world.stack.topics().deleteAll(TOPIC);
    write(world, 1);
    Product.Outcome told = product.run("rebase", "--conf", conf);
    assertThat(told.exitCode()).as(told.output()).isZero();
    assertThat(told.output())
        .contains("lane main: 1 checkpoints removed")
        .containsPattern("dataset notes, lane main, topic shop.shop.notes\n")
        .contains("HOLE");

    world.start();
    world.settle();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> validThrough(world, "notes") == null && validThrough(world, "orders") != null);
    assertThat(world.stream().log())
        .contains("records are missing: Kafka dropped these offsets before they were read");
    Product.Outcome held = product.run("rebase", "--conf", conf);
    assertThat(held.exitCode()).as(held.output()).isEqualTo(3);
    assertThat(product.runWell("rebase", "--dry-run", "--conf", conf))
        .contains("lane main: nothing is changed")
        .contains("HOLE");
    world.stop();

    world.stack.source().execute("UPDATE shop.notes SET note = concat(note, '!')");
    product.runWell("rebase", "--conf", conf, "--close-holes", "notes");
    assertThat(product.runWell("rebase", "--dry-run", "--conf", conf)).doesNotContain("HOLE");
    world.start();
    world.settle();
    await().atMost(Duration.ofMinutes(1)).until(() -> validThrough(world, "notes") != null);
    world.stack.lake().live("notes").mustEqual(notes(world), "silver/notes");
    world.compare();
  }

  private static String validThrough(World world, String dataset) {
    return world
        .stack
        .engine()
        .query(
            "SELECT valid_through FROM tidemark._tidemark_datasets FINAL WHERE kind = 'dataset' AND name = '%s'"
                .formatted(dataset))
        .values("valid_through")
        .get(0);
  }

  /** While nobody reads. */
  private void killAndChange(World world, Random chance) {
    world.stream().kill();
    world.change(chance);
    write(world, 2);
    world.awaitSent();
  }

  private static void goOn(World world) {
    world.start();
    world.settle();
    world.compare();
  }

  private void write(World world, int count) {
    for (int i = 0; i < count; i++) {
      notes++;
      world
          .stack
          .source()
          .execute("INSERT INTO shop.notes VALUES (%1$s, 'note %1$s')".formatted(notes));
    }
    if (world.stack.topics().names().contains(TOPIC)) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  world.stack.topics().committed(TOPIC).stream()
                      .map(record -> new String(record.value(), StandardCharsets.ISO_8859_1))
                      .anyMatch(text -> text.contains("note " + notes)));
    }
  }

  private static Rows notes(World world) {
    return world.stack.source().query("SELECT * FROM shop.notes");
  }

  private static void mustHaveNotes(World world) {
    world.stack.lake().live("notes").mustEqual(notes(world), "silver/notes");
    List<Map<String, String>> committed =
        world.stack.topics().committed(TOPIC).stream()
            .<Map<String, String>>map(
                record ->
                    new TreeMap<>(
                        Map.of(
                            "_partition",
                            Integer.toString(record.partition()),
                            "_offset",
                            Long.toString(record.offset()))))
            .toList();
    world
        .stack
        .lake()
        .table("bronze/notes")
        .only("_partition", "_offset")
        .mustEqual(new Rows(committed), "bronze/notes and its topic");
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return to;
  }

  private static void spoil(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(file, new byte[] {0x13, 0x37, 0, -1});
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    assertThat(folder).isNotEmptyDirectory();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
