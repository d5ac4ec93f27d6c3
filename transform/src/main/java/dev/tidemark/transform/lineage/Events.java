package dev.tidemark.transform.lineage;

import dev.tidemark.transform.lineage.Fields.Field;
import dev.tidemark.transform.lineage.Names.Name;
import dev.tidemark.transform.sql.ColumnOrigin.How;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineageClientUtils;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;

/** Writes OpenLineage events. Each tells all that is known of its job, so that none is needed. */
final class Events {
  private static final URI PRODUCER = URI.create("https://tidemark.dev/transform");
  private static final String INTEGRATION = "TIDEMARK";

  private final OpenLineage lineage = new OpenLineage(PRODUCER);
  private final String namespace;
  private final Names names;
  private final Fields fields;

  Events(String namespace, Names names, Fields fields) {
    this.namespace = namespace;
    this.names = names;
    this.fields = fields;
  }

  /** A job's run as it is told at one moment. */
  record Moment(EventType type, UUID run, Instant at, OptionalLong rows) {}

  /** One line of JSON. */
  String json(Job job, Moment moment) {
    return OpenLineageClientUtils.toJson(
        lineage
            .newRunEventBuilder()
            .eventType(moment.type())
            .eventTime(moment.at().atZone(ZoneOffset.UTC))
            .run(lineage.newRunBuilder().runId(moment.run()).build())
            .job(job(job))
            .inputs(job.edges().stream().map(edge -> input(edge.from())).toList())
            .outputs(List.of(output(job, moment.rows())))
            .build());
  }

  private OpenLineage.Job job(Job job) {
    OpenLineage.JobFacets facets =
        lineage
            .newJobFacetsBuilder()
            .jobType(
                lineage.newJobTypeJobFacet(
                    job.isBatch() ? "BATCH" : "STREAMING",
                    INTEGRATION,
                    job.output().kind().toString().toUpperCase(Locale.ROOT),
                    null))
            .build();
    return lineage.newJobBuilder().namespace(namespace).name(job.name()).facets(facets).build();
  }

  private OpenLineage.InputDataset input(Node node) {
    Name name = names.of(node);
    OpenLineage.DatasetFacetsBuilder facets = lineage.newDatasetFacetsBuilder();
    schema(facets, node);
    return lineage
        .newInputDatasetBuilder()
        .namespace(name.namespace())
        .name(name.name())
        .facets(facets.build())
        .build();
  }

  private OpenLineage.OutputDataset output(Job job, OptionalLong rows) {
    Name name = names.of(job.output());
    OpenLineage.DatasetFacetsBuilder facets = lineage.newDatasetFacetsBuilder();
    schema(facets, job.output());
    if (Fields.areTold(job.output())) {
      facets.columnLineage(columns(job));
    }
    OpenLineage.OutputDatasetBuilder output =
        lineage
            .newOutputDatasetBuilder()
            .namespace(name.namespace())
            .name(name.name())
            .facets(facets.build());
    if (rows.isPresent()) {
      output.outputFacets(
          lineage
              .newOutputDatasetOutputFacetsBuilder()
              .outputStatistics(
                  lineage
                      .newOutputStatisticsOutputDatasetFacetBuilder()
                      .rowCount(rows.getAsLong())
                      .build())
              .build());
    }
    return output.build();
  }

  private void schema(OpenLineage.DatasetFacetsBuilder facets, Node node) {
    List<Field> known = fields.of(node);
    if (!known.isEmpty()) {
      facets.schema(
          lineage.newSchemaDatasetFacet(
              known.stream()
                  .map(
                      field ->
                          lineage
                              .newSchemaDatasetFacetFieldsBuilder()
                              .name(field.name())
                              .type(field.type().orElse(null))
                              .build())
                  .toList()));
    }
  }

  private OpenLineage.ColumnLineageDatasetFacet columns(Job job) {
    Map<String, List<OpenLineage.InputField>> byColumn = new TreeMap<>();
    for (Edge edge : job.edges()) {
      Name from = names.of(edge.from());
      for (Edge.Columns pair : edge.columns()) {
        byColumn
            .computeIfAbsent(pair.to(), column -> new ArrayList<>())
            .add(
                lineage.newInputField(
                    from.namespace(),
                    from.name(),
                    pair.from(),
                    List.of(transformation(pair.how()))));
      }
    }
    OpenLineage.ColumnLineageDatasetFacetFieldsBuilder all =
        lineage.newColumnLineageDatasetFacetFieldsBuilder();
    byColumn.forEach(
        (column, inputs) ->
            all.put(
                column,
                lineage
                    .newColumnLineageDatasetFacetFieldsAdditionalBuilder()
                    .inputFields(inputs)
                    .build()));
    return lineage.newColumnLineageDatasetFacetBuilder().fields(all.build()).build();
  }

  private OpenLineage.InputFieldTransformations transformation(How how) {
    return lineage.newInputFieldTransformations("DIRECT", how.name(), null, null);
  }
}
