package dev.tidemark.ingest.apply;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.ingest.columns.ArrivalWarnings;
import dev.tidemark.ingest.columns.ColumnsFile;
import dev.tidemark.ingest.columns.SilverColumns;
import dev.tidemark.ingest.columns.SourceSchema;
import dev.tidemark.ingest.columns.SourceTable;
import dev.tidemark.ingest.failure.IngestErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** conf/.columns against the tables at the source. */
final class ColumnChanges {
  private final Conf conf;

  ColumnChanges(Conf conf) {
    this.conf = conf;
  }

  void plan(String source, SourceSchema schema, PlanDraft draft) {
    draft.problems(schema.problems());
    schema.warnings().forEach(draft::warn);
    for (Dataset dataset : conf.datasets().values()) {
      SourceTable table = schema.tables().get(dataset.table());
      if (dataset.source().equals(source) && table != null) {
        plan(dataset, table, draft);
      }
    }
  }

  private void plan(Dataset dataset, SourceTable table, PlanDraft draft) {
    Source source = conf.sources().get(dataset.source());
    SilverColumns columns = SilverColumns.of(source.kind(), dataset, table);
    draft.problems(columns.problems());
    columns.warnings().forEach(draft::warn);
    new ArrivalWarnings(dataset, source.kind(), source.format()).of(table).forEach(draft::warn);
    Path file = conf.folder().resolve(".columns").resolve(dataset.name() + ".yaml");
    String text = ColumnsFile.text(table.name(), columns.columns());
    Optional<String> old = read(file);
    if (old.isEmpty()) {
      draft.change(new Change.MakeColumns(dataset.name(), file, text));
      return;
    }
    if (old.get().equals(text)) {
      draft.unchanged(Plan.Kind.COLUMNS);
      return;
    }
    draft.change(
        new Change.ChangeColumns(
            dataset.name(),
            file,
            text,
            ColumnsFile.missingIn(text, old.get()),
            ColumnsFile.missingIn(old.get(), text)));
  }

  private static Optional<String> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      throw IngestErrors.fileNotRead(file.toString(), e);
    }
  }
}
