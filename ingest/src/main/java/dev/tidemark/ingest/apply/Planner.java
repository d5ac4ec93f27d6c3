package dev.tidemark.ingest.apply;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.FileSource;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.ingest.apply.ConnectorChanges.Present;
import dev.tidemark.ingest.columns.SourceDatabase;
import dev.tidemark.ingest.columns.SourceSchema;
import dev.tidemark.ingest.connector.ConnectorSettings;
import dev.tidemark.ingest.connector.SecretFiles;
import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.KafkaTopics;
import dev.tidemark.ingest.control.TopicState;
import dev.tidemark.ingest.debezium.Replication;
import dev.tidemark.ingest.failure.Redaction;
import dev.tidemark.ingest.filesource.FileSchema;
import dev.tidemark.ingest.postgres.PostgresDatabase;
import dev.tidemark.ingest.postgres.PostgresSchema;
import dev.tidemark.ingest.postgres.SlotReader;
import dev.tidemark.ingest.source.SourceConnector;
import dev.tidemark.ingest.source.SourceTopics;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Looks at sources, Kafka and Connect, and says what apply would do. Changes nothing. */
public final class Planner {
  private final Conf conf;
  private final Environment environment;
  private final KafkaTopics topics;
  private final ConnectClient connect;

  public Planner(Conf conf, Environment environment, KafkaTopics topics, ConnectClient connect) {
    this.conf = conf;
    this.environment = environment;
    this.topics = topics;
    this.connect = connect;
  }

  /**
   * The plan for these sources.
   *
   * @throws dev.tidemark.contract.conf.ConfException with every mistake that the sources and
   *     Connect show
   * @throws dev.tidemark.ingest.failure.IngestException if one of them does not answer
   */
  public Plan plan(Collection<Source> sources) {
    PlanDraft draft = new PlanDraft();
    for (Source source : sources) {
      plan(source, draft);
    }
    return draft.finished();
  }

  private void plan(Source source, PlanDraft draft) {
    ConnectorSettings settings = SourceConnector.settings(source, conf.platform());
    draft.problems(settings.problems());
    draft.problems(SecretFiles.problems(source));
    if (!schema(source, settings, draft) || draft.hasProblems()) {
      return;
    }
    topics(source, draft);
    connector(source, settings.settings(), draft);
  }

  /** False if the source let nobody in. */
  private boolean schema(Source source, ConnectorSettings settings, PlanDraft draft) {
    if (source instanceof FileSource files) {
      new ColumnChanges(conf).plan(source.name(), FileSchema.of(files), draft);
      return true;
    }
    DatabaseSource database = (DatabaseSource) source;
    return source.kind() == Source.Kind.POSTGRES
        ? postgresSchema(database, settings, draft)
        : schema(database, draft);
  }

  private boolean schema(DatabaseSource source, PlanDraft draft) {
    SourceDatabase.Login login = SourceDatabase.open(source, environment);
    if (login instanceof SourceDatabase.Login.Refused refused) {
      draft.problems(List.of(refused.problem()));
      return false;
    }
    try (SourceDatabase database = ((SourceDatabase.Login.Open) login).database()) {
      new ColumnChanges(conf).plan(source.name(), SourceSchema.read(source, database), draft);
    }
    return true;
  }

  private boolean postgresSchema(
      DatabaseSource source, ConnectorSettings settings, PlanDraft draft) {
    PostgresDatabase.Login login = PostgresDatabase.open(source, environment);
    if (login instanceof PostgresDatabase.Login.Refused refused) {
      draft.problems(List.of(refused.problem()));
      return false;
    }
    SlotReader reader = connect.hasOffsets(source.name()) ? SlotReader.HAS_READ : SlotReader.NEW;
    try (PostgresDatabase database = ((PostgresDatabase.Login.Open) login).database()) {
      SourceSchema schema = PostgresSchema.read(source, database, Replication.of(settings), reader);
      new ColumnChanges(conf).plan(source.name(), schema, draft);
    }
    return true;
  }

  private void topics(Source source, PlanDraft draft) {
    Map<String, TopicState> there = topics.describe(SourceTopics.names(source));
    TopicChanges.plan(source, there, draft);
  }

  private void connector(Source source, Map<String, String> settings, PlanDraft draft) {
    Redaction redaction = Redaction.of(source, environment);
    Present present = new Present(connect.config(source.name()), connect.status(source.name()));
    if (ConnectorChanges.writes(settings, present)) {
      draft.problems(
          new Findings(source, connect.url(), redaction).problems(connect.validate(settings)));
    }
    ConnectorChanges.plan(source, settings, present, redaction, draft);
  }
}
