package dev.tidemark.ingest.files;

import dev.tidemark.ingest.files.conf.FilesConfig;
import dev.tidemark.ingest.files.state.Partitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Rows of the files in a folder, each once, as changes of a table. */
public final class FileSourceConnector extends SourceConnector {
  private static final Set<String> PARTITIONS =
      Set.of(
          Partitions.FILE,
          Partitions.INODE,
          Partitions.CONTENT,
          Partitions.FOLDER,
          Partitions.TASK);

  private Map<String, String> settings = Map.of();

  @Override
  public void start(Map<String, String> given) {
    FilesConfig.of(given); // fails here, with every mistake named, and not in a task
    settings = Map.copyOf(given);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return FileSourceTask.class;
  }

  /** Every task looks through the whole folder and reads its share of the files. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    List<Map<String, String>> tasks = new ArrayList<>();
    for (int i = 0; i < maxTasks; i++) {
      Map<String, String> task = new HashMap<>(settings);
      task.put(FilesConfig.TASK_INDEX, String.valueOf(i));
      task.put(FilesConfig.TASK_COUNT, String.valueOf(maxTasks));
      tasks.add(task);
    }
    return tasks;
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return FilesConfig.DEF;
  }

  @Override
  public Config validate(Map<String, String> given) {
    return new Config(FilesConfig.validate(given, super.validate(given).configValues()));
  }

  /** A file's offset is written by the one task that reads it, with the rows. */
  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  /** To remove the offset of a file has it read again; others can only be restored. */
  @Override
  public boolean alterOffsets(
      Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
    for (Map<String, ?> partition : offsets.keySet()) {
      boolean known =
          partition.size() == 1
              && PARTITIONS.containsAll(partition.keySet())
              && partition.values().stream().allMatch(String.class::isInstance);
      if (!known) {
        throw new ConnectException(
            "Partition %s is none of this connector. Write {\"file\": \"<path below the folder>\"}, with / between."
                .formatted(partition));
      }
    }
    return true;
  }

  @Override
  public String version() {
    return FileSourceTask.VERSION;
  }
}
