package dev.tidemark.transform.index;

/**
 * Where a row stands.
 *
 * @param file its number among the table's
 * @param row from 0, deleted ones counted
 */
record Place(int file, int row) {}
