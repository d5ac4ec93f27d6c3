package dev.tidemark.transform.deletion;

/**
 * A file that a commit has added.
 *
 * @param name in the table's folder
 * @param rows how many of the commit's rows it has: the first file the first ones, in their order
 */
public record AddedFile(String name, long rows) {}
