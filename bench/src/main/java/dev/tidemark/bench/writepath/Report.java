package dev.tidemark.bench.writepath;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures as files: write-path.json and write-path.png. */
final class Report {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);

  private final Sizes sizes;
  private final Figures figures;

  Report(Sizes sizes, Figures figures) {
    this.sizes = sizes;
    this.figures = figures;
  }

  /**
   * @param conditions of the run, by name
   */
  void write(Path folder, Map<String, Object> conditions) throws IOException {
    Files.createDirectories(folder);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("bench", "write-path");
    all.put("conditions", conditions);
    all.put(
        "sizes",
        Map.of(
            "rows",
            sizes.rows(),
            "events",
            sizes.events(),
            "rounds",
            sizes.rounds(),
            "rates",
            sizes.rates(),
            "seconds",
            sizes.time().toSeconds(),
            "warmUpSeconds",
            sizes.warmUp().toSeconds()));
    all.put("throughput", figures.rates);
    all.put("latency", figures.delays);
    all.put("parity", figures.parities);
    all.put("ratios", ratios());
    JSON.writeValue(folder.resolve("write-path.json").toFile(), all);
    Chart.write(figures, sizes.rates(), folder.resolve("write-path.png"));
  }

  /** Of the first subject to each of the others, by medians: how many times as fast it is. */
  Map<String, Double> ratios() {
    Map<String, Double> ratios = new LinkedHashMap<>();
    List<String> subjects = subjects();
    String ours = subjects.get(0);
    for (String other : subjects.subList(1, subjects.size())) {
      put(
          ratios,
          "throughput of %s / %s".formatted(ours, other),
          figures.medianPerSecond(ours) / figures.medianPerSecond(other));
      for (int rate : sizes.rates()) {
        put(
            ratios,
            "latency at %s/s of %s / %s".formatted(rate, other, ours),
            figures.medianDelay(other, rate) / figures.medianDelay(ours, rate));
      }
    }
    return ratios;
  }

  private List<String> subjects() {
    List<String> names = new ArrayList<>();
    figures.rates.stream().map(Figures.Rate::subject).distinct().forEach(names::add);
    return names;
  }

  private static void put(Map<String, Double> ratios, String name, double ratio) {
    if (Double.isFinite(ratio)) {
      ratios.put(name, Math.round(ratio * 100) / 100.0);
    }
  }
}
