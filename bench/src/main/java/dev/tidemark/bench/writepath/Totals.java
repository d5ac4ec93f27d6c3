package dev.tidemark.bench.writepath;

/**
 * What a table comes to: equal for two tables with the same rows, whatever their order.
 *
 * @param amountCents sum of the numeric column
 * @param hashes sum of every row's hash over all columns
 */
record Totals(long rows, long amountCents, long hashes) {
  static final Totals NONE = new Totals(0, 0, 0);

  Totals with(Entry entry) {
    return new Totals(rows + 1, amountCents + entry.amountCents(), hashes + entry.hash());
  }
}
