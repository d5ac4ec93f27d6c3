package dev.tidemark.transform.lane;

import java.util.List;

/** What happens to a lane. */
sealed interface Step {
  /** The source commits; Kafka has it. */
  record Write(List<Told> events) implements Step {}

  /** A micro-batch of at most so many offsets of each partition. */
  record Read(int offsets) implements Step {}

  /** The next batch begins so many offsets before the last one's end. */
  record Again(int offsets) implements Step {}

  /** A batch of {@code --stages bronze}, then a process with all stages. */
  record BronzeOnly(int offsets) implements Step {}

  /** The process is killed in the middle of a commit, so many commits from now. */
  record Kill(int commits, boolean lastStands) implements Step {}

  record Restart() implements Step {}

  /** Silver of the newest offsets is derived from bronze again. */
  record Rederive(int offsets) implements Step {}

  /** Silver's folder is deleted while nothing runs. */
  record LoseSilver() implements Step {}

  /** The topic is deleted and made anew, all of it read before. */
  record NewTopic() implements Step {}
}
