package dev.tidemark.ingest.apply;

import dev.tidemark.contract.conf.Source;
import dev.tidemark.ingest.control.TopicSpec;
import dev.tidemark.ingest.control.TopicState;
import dev.tidemark.ingest.source.SourceTopics;
import java.util.Map;
import java.util.TreeMap;

/**
 * Topics as they should be against topics as they are. Retention that somebody has set stays, but
 * for the schema history's; what tables' topics take is raised; partitions are never changed here.
 */
final class TopicChanges {
  private TopicChanges() {}

  static void plan(Source source, Map<String, TopicState> there, PlanDraft draft) {
    for (TopicSpec topic : SourceTopics.of(source)) {
      TopicState state = there.get(topic.name());
      if (state == null) {
        draft.change(new Change.MakeTopic(topic));
        continue;
      }
      if (state.partitions() != topic.partitions()) {
        draft.warn(partitions(topic, state));
      }
      settings(source, state, draft);
    }
  }

  private static void settings(Source source, TopicState state, PlanDraft draft) {
    Map<String, String> before = new TreeMap<>();
    Map<String, String> after = new TreeMap<>();
    SourceTopics.mustKeep(source, state.name())
        .forEach(
            (key, value) -> {
              if (!value.equals(state.settings().get(key))) {
                before.put(key, state.settings().getOrDefault(key, "(none)"));
                after.put(key, value);
              }
            });
    SourceTopics.atLeast(source, state.name())
        .forEach(
            (key, least) -> {
              String now = state.settings().get(key);
              if (now != null && Long.parseLong(now) < least) {
                before.put(key, now);
                after.put(key, least.toString());
              }
            });
    if (after.isEmpty()) {
      draft.unchanged(Plan.Kind.TOPIC);
      return;
    }
    draft.change(new Change.AlterTopic(state.name(), before, after));
  }

  private static String partitions(TopicSpec topic, TopicState state) {
    return "topic %s has %s and conf says %s; left as it is, for more partitions change the order of what is in flight: pause the connector, let the stream drain, alter the topic, raise its epoch by 1"
        .formatted(
            topic.name(),
            TopicSpec.partitionsText(state.partitions()),
            TopicSpec.partitionsText(topic.partitions()));
  }
}
