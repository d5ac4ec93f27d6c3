/** Queries of plain Spark and Delta, which run in processes of their own on transform's jars. */
package dev.tidemark.bench.writepath.spark;
