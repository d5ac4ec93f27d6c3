package dev.tidemark.transform.table;

import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.MaxCommitRetryLimitReachedException;
import io.delta.kernel.exceptions.TableAlreadyExistsException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.transaction.CreateTableTransactionBuilder;
import io.delta.kernel.transaction.DataLayoutSpec;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import java.util.List;
import java.util.Map;

/** Finds a table or makes it, and compares its columns with those wanted. */
final class TableOpening {
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "delta.feature.domainMetadata", "supported",
          "delta.enableDeletionVectors", "true",
          "delta.enableChangeDataFeed", "false",
          "delta.checkpointInterval", "50");

  private final TableSpec spec;
  private final Engine engine;

  TableOpening(TableSpec spec, Engine engine) {
    this.spec = spec;
    this.engine = engine;
  }

  Snapshot snapshot() {
    try {
      return checked(load());
    } catch (TableNotFoundException absent) {
      create();
      return checked(load());
    }
  }

  private Snapshot load() {
    return TableManager.loadSnapshot(spec.path()).build(engine);
  }

  private void create() {
    CreateTableTransactionBuilder table =
        TableManager.buildCreateTableTransaction(
                spec.path(), KernelTypes.of(spec.schema()), LakeTable.ENGINE)
            .withTableProperties(PROPERTIES)
            .withMaxRetries(0);
    if (!spec.partitionBy().isEmpty()) {
      table =
          table.withDataLayoutSpec(
              DataLayoutSpec.partitioned(spec.partitionBy().stream().map(Column::new).toList()));
    }
    try {
      TransactionCommitResult made =
          table.build(engine).commit(engine, CloseableIterable.emptyIterable());
      PostCommit.run(engine, spec.path(), made.getPostCommitHooks(), () -> {});
    } catch (TableAlreadyExistsException
        | ConcurrentWriteException
        | MaxCommitRetryLimitReachedException raced) {
      // made by somebody else meanwhile: as good; its columns are compared next
      requireMade(raced);
    } catch (KernelException e) {
      throw new LakeException(
          "Table %s cannot be made: %s".formatted(spec.path(), e.getMessage()), e);
    }
  }

  private void requireMade(KernelException raced) {
    try {
      load();
    } catch (TableNotFoundException absent) {
      throw new LakeException(
          "Table %s cannot be made: %s".formatted(spec.path(), raced.getMessage()), raced);
    }
  }

  private Snapshot checked(Snapshot snapshot) {
    List<String> wanted = describe(KernelTypes.of(spec.schema()));
    List<String> found = describe(snapshot.getSchema());
    if (!wanted.equals(found)) {
      throw new LakeException(
          "Table %s has columns %s, but %s are wanted. Rebuild it: move its folder away, it is derived again; or take the change of columns back."
              .formatted(spec.path(), found, wanted));
    }
    if (!snapshot.getPartitionColumnNames().equals(spec.partitionBy())) {
      throw new LakeException(
          "Table %s is partitioned by %s, but %s is wanted. Rebuild it: move its folder away, it is derived again."
              .formatted(spec.path(), snapshot.getPartitionColumnNames(), spec.partitionBy()));
    }
    return snapshot;
  }

  private static List<String> describe(StructType schema) {
    return schema.fields().stream().map(TableOpening::describe).toList();
  }

  private static String describe(StructField field) {
    return field.getName() + " " + field.getDataType();
  }
}
