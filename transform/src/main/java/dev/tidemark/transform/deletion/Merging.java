package dev.tidemark.transform.deletion;

import io.delta.kernel.data.Row;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.DataFileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.roaringbitmap.RoaringBitmap;

/**
 * One file in place of several.
 *
 * @param rewrite what it does to the table's files; no row comes or goes by it
 */
public record Merging(Rewrite rewrite, List<Move> moves) {
  public Merging {
    moves = List.copyOf(moves);
  }

  static Merging of(
      FileGroup group,
      Map<String, LiveFile> now,
      DataFileStatus written,
      StructType schema,
      long nowMillis,
      Configuration hadoop)
      throws IOException {
    String name = written.getPath().substring(written.getPath().lastIndexOf('/') + 1);
    List<Row> actions = new ArrayList<>();
    List<Move> moves = new ArrayList<>();
    Map<String, Optional<LiveFile>> after = new HashMap<>();
    RoaringBitmap goneSince = new RoaringBitmap();
    long first = 0;
    for (LiveFile then : group.files) {
      LiveFile file = now.get(then.name());
      Move move = new Move(then.name(), then.gone(), name, first);
      moves.add(move);
      goneSince.or(goneSince(then, file, move));
      if (file != null) {
        actions.add(file.removing(nowMillis, false));
        after.put(file.name(), Optional.empty());
      }
      first += then.rows() - then.gone().getLongCardinality();
    }
    if (goneSince.getLongCardinality() < first) {
      LiveFile merged = added(group, name, written, schema, goneSince, hadoop);
      actions.add(merged.adding());
      after.put(name, Optional.of(merged));
    }
    return new Merging(new Rewrite(actions, after), moves);
  }

  /** Rows of the new file that were taken out of an old one since it was read. */
  private static RoaringBitmap goneSince(LiveFile then, LiveFile now, Move move) {
    RoaringBitmap since;
    if (now == null) { // its last rows were taken out
      since = RoaringBitmap.bitmapOfRange(0, then.rows());
      since.andNot(then.gone());
    } else {
      since = RoaringBitmap.andNot(now.gone(), then.gone());
    }
    RoaringBitmap moved = new RoaringBitmap();
    since.forEach((int row) -> moved.add(Math.toIntExact(move.moved(row))));
    return moved;
  }

  private static LiveFile added(
      FileGroup group,
      String name,
      DataFileStatus written,
      StructType schema,
      RoaringBitmap gone,
      Configuration hadoop)
      throws IOException {
    LiveFile like = group.files.get(0);
    String path = like.add().getPath();
    LiveFile whole =
        new LiveFile(
            new AddFile(
                AddFile.createAddFileRow(
                    schema,
                    path.substring(0, path.lastIndexOf('/') + 1) + name,
                    like.add().getPartitionValues(),
                    written.getSize(),
                    written.getModificationTime(),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    written.getStatistics())),
            new RoaringBitmap());
    if (gone.isEmpty()) {
      return whole;
    }
    VectorFile vectors = new VectorFile();
    LiveFile fewer = whole.without(gone, vectors.add(gone), schema, false);
    vectors.write(group.of.table(), hadoop);
    return fewer;
  }
}
