package dev.tidemark.bench.writepath;

import java.io.IOException;
import java.util.Optional;

/** A way from the topic to somewhere, measured beside the others. */
interface Subject extends AutoCloseable {
  String name();

  /** Fills its table with what the topic has up to now, which no other run reads again. */
  void load(Offsets end) throws IOException, InterruptedException;

  /**
   * Does all there is, then ends.
   *
   * @param start where those begin that keep no place of their own
   */
  void once(Offsets start) throws IOException, InterruptedException;

  /** Runs until it is closed. */
  Programs.Running live(Offsets start) throws IOException;

  /** Every batch that it has done since the benchmark began. */
  Progress progress() throws IOException;

  /** What its tables come to, as another engine or another process reads them; empty without. */
  Optional<Found> found() throws IOException, InterruptedException;

  @Override
  void close();
}
