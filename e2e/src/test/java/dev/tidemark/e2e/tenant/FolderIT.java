package dev.tidemark.e2e.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tidemark.e2e.fixture.Answers;
import dev.tidemark.e2e.fixture.ConfFolder;
import dev.tidemark.e2e.fixture.Product;
import dev.tidemark.e2e.fixture.Product.Outcome;
import dev.tidemark.e2e.fixture.Running;
import dev.tidemark.e2e.fixture.Stack;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sales in CSV files, by conf alone. {@code TIDEMARK_SUPERSTORE} names the well-known file; without
 * it, a small one of the same shape is made.
 */
@Tag("full")
final class FolderIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String PATH =
      "/v1/sales/top-cities?from=1990-01-01&to=2090-01-01&limit=1000";

  @TempDir private Path dir;
  private Path folder;
  private ConfFolder conf;

  @Test
  void citiesAddUpToTheFilesThroughLateBrokenAndRereadOnes() throws IOException {
    folder = Files.createDirectory(dir.resolve("in"));
    Path sample = sample();
    conf = conf();
    try (Stack stack = Stack.up()) {
      Product product = stack.product();
      product.runWell(word("infer", "store", "sales", sample.toString(), "--write"));
      assertThat(product.run(word("diff")).exitCode()).isEqualTo(3);
      product.runWell(word("apply"));
      assertThat(product.run(word("diff")).exitCode()).isZero();
      try (Running api = product.start("serve", "--conf", conf.toString());
          Running stream = product.start("stream", "--conf", conf.toString())) {
        drop(sample, "2024/all.csv");
        mustAgree(stack, api, stream, sample);

        String header = Files.readAllLines(sample).get(0);
        Path late = dir.resolve("late");
        String good = row(900_001, "1/4/2018", "Henderson", "1.5");
        Files.writeString(
            late, header + "\n" + row(900_002, "13/45/2018", "Nowhere", "1") + "\n" + good + "\n");
        drop(late, "late.csv");
        Path told = dir.resolve("told");
        Files.writeString(told, header + "\n" + good + "\n");
        mustAgree(stack, api, stream, sample, told);
        assertThat(product.runWell(word("errors")))
            .contains("late.csv:2: column 'order_date': '13/45/2018' is no date");

        product.runWell(word("pause", "store"));
        assertThat(product.runWell(word("status"))).contains("PAUSED");
        product.runWell(word("resume", "store"));
        product.runWell(word("restart", "store"));
        Outcome unknown = product.run(word("reread", "store", "2024/al.csv"));
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.output()).contains("did you mean '2024/all.csv'?");
        product.runWell(word("reread", "store", "2024/all.csv"));
        mustAgree(stack, api, stream, sample, told);
        assertThat(stack.lake().table("bronze/store_sales").rows().size())
            .as("the file came twice")
            .isEqualTo(2 * rows(sample) + 1);
      }
    }
  }

  private String[] word(String... words) {
    return Stream.of(List.of("ingest"), List.of(words), List.of("--conf", conf.toString()))
        .flatMap(List::stream)
        .toArray(String[]::new);
  }

  private ConfFolder conf() {
    ConfFolder made = ConfFolder.platformOnly(dir.resolve("conf"));
    made.write(
        "sources/store.yaml",
        """
        kind: files
        folder: %s
        settle: 300ms
        poll: 300ms
        tables:
          sales:
            files: "{*,**/*}.csv"
            format: csv
            key: [row_id]
        """
            .formatted(folder));
    made.write(
        "datasets/store_sales.yaml",
        """
        source: store
        table: sales
        keys: [row_id]
        interval: {column: order_date, grain: day, zone: UTC}
        """);
    made.write(
        "gold/by_city.sql",
        """
        SELECT City AS city, order_date AS sold_on, count(*) AS sales, sum(Sales) AS revenue
        FROM store_sales GROUP BY City, order_date
        """);
    made.write(
        "gold/by_city.yaml",
        """
        interval: {column: sold_on, grain: day}
        key: [city, sold_on]
        serve:
          path: sales/top-cities
          group: [city]
          measures: {revenue: sum, sales: sum}
          order: revenue desc
          range: sold_on
        """);
    return made;
  }

  private Path sample() throws IOException {
    String given = System.getenv("TIDEMARK_SUPERSTORE");
    if (given != null) {
      return Path.of(given);
    }
    List<String> cities = List.of("Henderson", "Los Angeles", "Fort \"\"Lauderdale\"\", FL");
    String lines =
        IntStream.rangeClosed(1, 400)
            .mapToObj(
                i -> {
                  LocalDate day = LocalDate.of(2018, 11, 1).plusDays(i % 40);
                  String date =
                      "%s/%s/%s".formatted(day.getMonthValue(), day.getDayOfMonth(), day.getYear());
                  return row(i, date, cities.get(i % 3), i + ".25");
                })
            .collect(Collectors.joining("\n", "\uFEFFRow ID,Order Date,City,Sales\n", "\n"));
    return Files.writeString(dir.resolve("sample.csv"), lines);
  }

  /** In the columns of the file, the others empty. */
  private static String row(int id, String date, String city, String sales) {
    if (System.getenv("TIDEMARK_SUPERSTORE") == null) {
      return "%s,%s,\"%s\",%s".formatted(id, date, city, sales);
    }
    return "%s,X,%s,1/1/2018,C,C,N,S,US,%s,K,42420,S,P,F,B,N,%s,1,0,0"
        .formatted(id, date, city, sales);
  }

  /** Whole at once, as a till should. */
  private void drop(Path file, String name) throws IOException {
    Path target = folder.resolve(name);
    Files.createDirectories(target.getParent());
    Path next = folder.resolve("next.part");
    Files.copy(file, next, StandardCopyOption.REPLACE_EXISTING);
    Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static long rows(Path file) throws IOException {
    try (CsvReader<NamedCsvRecord> reader = reader(file)) {
      return reader.stream().count();
    }
  }

  private static CsvReader<NamedCsvRecord> reader(Path file) throws IOException {
    return CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(file);
  }

  private static void mustAgree(Stack stack, Running api, Running stream, Path... files)
      throws IOException {
    Map<String, BigDecimal> expected = new TreeMap<>();
    for (Path file : files) {
      try (CsvReader<NamedCsvRecord> reader = reader(file)) {
        reader.forEach(
            record ->
                expected.merge(
                    record.getField("City"),
                    new BigDecimal(record.getField("Sales")),
                    BigDecimal::add));
      }
    }
    new Answers(stack.api(), List.of(PATH), PATIENCE).awaitCommitted(api, stream);
    Map<String, BigDecimal> found = new TreeMap<>();
    for (JsonNode row : stack.api().get(PATH).body().path("rows")) {
      found.put(row.path("city").asText(), new BigDecimal(row.path("revenue").asText()));
    }
    assertThat(found)
        .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
        .usingRecursiveComparison()
        .isEqualTo(expected);
  }
}
