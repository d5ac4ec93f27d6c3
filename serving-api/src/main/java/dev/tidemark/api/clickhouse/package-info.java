/** The engine that holds gold: statements with bound values in, rows out. */
package dev.tidemark.api.clickhouse;
