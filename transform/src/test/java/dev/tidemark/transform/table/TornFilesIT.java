package dev.tidemark.transform.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.fixture.CountingFence;
import dev.tidemark.transform.fixture.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The newest file of a kind after the power was gone: absent, empty, or a part of it. */
final class TornFilesIT {
  private static final StructType COLUMNS = StructType.fromDDL("id BIGINT, name STRING");

  @TempDir private Path lake;
  private final CountingFence fence = new CountingFence("main", 1);

  enum Harm {
    EMPTY,
    CUT,
    ABSENT;

    void to(Path file) throws IOException {
      byte[] whole = Files.readAllBytes(file);
      switch (this) {
        case EMPTY -> Files.write(file, new byte[0]);
        case CUT -> Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        case ABSENT -> Files.delete(file);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDerivedIsMadeGoodByTheLog(Harm harm) throws IOException {
    LakeTable table = filled();
    harm.to(log("_last_checkpoint"));
    harm.to(log("00000000000000000050.checkpoint.parquet"));
    harm.to(log("00000000000000000053.crc"));

    LakeTable again = open();
    again.replace(List.of(new RowPosition(last, 1)), Append.of(fence.next(), List.of()));

    assertThat(again.version()).isEqualTo(table.version() + 1);
    assertThat(rows()).isEqualTo(103);
  }

  @ParameterizedTest
  @EnumSource(names = {"EMPTY", "CUT"})
  void aTornEntryIsNamedAndTakingItBackGoesOn(Harm harm) throws IOException {
    filled();
    harm.to(log("00000000000000000053.json"));

    assertThatThrownBy(this::open)
        .isInstanceOf(LakeException.class)
        .hasMessage(
            message(
                log("00000000000000000053.json"), harm == Harm.EMPTY ? "is empty" : "is cut off"));

    takeBack();
    LakeTable again = open();
    assertThat(again.version()).isEqualTo(52);
    again.append(Append.of(fence.next(), List.of(RowFactory.create(1L, "again"))));
    assertThat(rows()).isEqualTo(105);
  }

  @Test
  void anEntryThatIsAbsentNeverWas() throws IOException {
    filled();
    Harm.ABSENT.to(log("00000000000000000053.json"));

    LakeTable again = open();
    again.append(Append.of(fence.next(), List.of(RowFactory.create(1L, "again"))));

    assertThat(again.version()).isEqualTo(53);
    assertThat(rows()).isEqualTo(105);
  }

  @ParameterizedTest
  @EnumSource
  void aTornFileThatTheLogNamesIsNamed(Harm harm) throws IOException {
    for (String ending : List.of(".parquet", ".bin")) {
      filled();
      Path file = newest(ending);
      long bytes = Files.size(file);
      harm.to(file);

      assertThatThrownBy(this::open)
          .isInstanceOf(LakeException.class)
          .hasMessage(
              message(
                  file,
                  switch (harm) {
                    case EMPTY -> "has 0 of its " + bytes + " bytes";
                    case CUT -> "has " + bytes / 2 + " of its " + bytes + " bytes";
                    case ABSENT -> "is absent";
                  }));

      takeBack();
      assertThat(open().version()).isEqualTo(52);
      assertThat(rows()).isEqualTo(104);
    }
  }

  @Test
  void aFileOfZeroesIsNamed() throws IOException {
    filled();
    Path file = newest(".parquet");
    Files.write(file, new byte[(int) Files.size(file)]);

    assertThatThrownBy(this::open).hasMessage(message(file, "is no whole Parquet file"));
  }

  @Test
  void unfinishedFilesOfAProcessThatEndedAreNobodys() throws IOException {
    filled();
    Files.writeString(log(".00000000000000000054.json.x.tmp"), "{");
    Files.writeString(lake.resolve("t" + tables + "/orphan.parquet"), "PAR1");

    LakeTable again = open();
    again.append(Append.of(fence.next(), List.of(RowFactory.create(1L, "again"))));

    assertThat(rows()).isEqualTo(105);
  }

  private int tables;
  private String last;

  /** 52 commits of two rows, and one that takes a row of the last away and brings another. */
  private LakeTable filled() throws IOException {
    tables++;
    LakeTable table = open();
    for (long id = 0; id < 52; id++) {
      table.append(
          Append.of(fence.next(), List.of(RowFactory.create(id, "a"), RowFactory.create(id, "b"))));
    }
    await().until(() -> Files.exists(log("_last_checkpoint")));
    last = newest(".parquet").getFileName().toString();
    table.replace(
        List.of(new RowPosition(last, 0)),
        Append.of(fence.next(), List.of(RowFactory.create(99L, "c"))));
    return table;
  }

  private String message(Path file, String how) {
    return ("Table %s: file %s of version 53 %s; the power may have ended before it was on the disk (see durability in conf/tidemark.yaml)."
            + " Restore it from a backup; or take versions 53 to 53 back, what they had is read again: remove the files of _delta_log whose names begin with a number from 00000000000000000053 on, and _last_checkpoint;"
            + " or move the table's folder away: silver and gold are derived again from bronze, bronze is read again from Kafka as far as it is retained there, or by a backfill.")
        .formatted(path(), file, how);
  }

  /** As the message says. */
  private void takeBack() throws IOException {
    try (Stream<Path> all = Files.list(log(""))) {
      for (Path file : all.toList()) {
        String name = file.getFileName().toString();
        if (name.compareTo("00000000000000000053") >= 0 || name.equals("_last_checkpoint")) {
          Files.delete(file);
        }
      }
    }
  }

  private LakeTable open() {
    return LakeTable.open(TableSpec.of(path(), COLUMNS), TestSpark.hadoop());
  }

  private long rows() {
    return TestSpark.session().read().format("delta").load(path()).collectAsList().size();
  }

  private String path() {
    return lake.resolve("t" + tables).toString();
  }

  private Path log(String name) {
    return lake.resolve("t" + tables + "/_delta_log").resolve(name);
  }

  private Path newest(String ending) throws IOException {
    try (Stream<Path> all = Files.list(Path.of(path()))) {
      return all.filter(file -> file.toString().endsWith(ending))
          .max(Comparator.comparing(file -> file.toFile().lastModified()))
          .orElseThrow();
    }
  }
}
