package dev.tidemark.contract.conf;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything under conf/, checked for structure. Maps are by name, in alphabetical order.
 *
 * @param folder where it was read from
 */
public record Conf(
    Path folder,
    Platform platform,
    Map<String, Source> sources,
    Map<String, Dataset> datasets,
    Map<String, View> views,
    Map<String, GoldModel> gold) {

  /** This conf with other datasets. */
  public Conf withDatasets(Map<String, Dataset> others) {
    return new Conf(folder, platform, sources, others, views, gold);
  }

  /** Datasets of one lane. */
  public List<Dataset> lane(String lane) {
    return datasets.values().stream().filter(dataset -> dataset.lane().equals(lane)).toList();
  }

  public List<String> lanes() {
    return datasets.values().stream().map(Dataset::lane).distinct().sorted().toList();
  }

  public Optional<Dataset> datasetOfTopic(String topic) {
    return datasets.values().stream().filter(dataset -> dataset.topic().equals(topic)).findFirst();
  }
}
